/**
 * C2SP tlog-checkpoint: the twin of ledger/tlog/checkpoint.py. Origin, size, root.
 *
 * @typedef {{origin: string, size: bigint, root: Uint8Array}} Checkpoint
 */
"use strict";

const checkpoint = (() => {
  /** Base-ten digits without leading zeroes, below 2^63, or null. @param {string} text @returns {bigint|null} */
  function decimal(text) {
    if (!/^(0|[1-9][0-9]{0,18})$/.test(text)) return null;
    const value = BigInt(text);
    return value < 1n << 63n ? value : null;
  }

  /** @param {Uint8Array} text of a note @returns {Checkpoint} checkpoint.malformed or checkpoint.extension */
  function parse(text) {
    const [origin, digits, hash, ...more] = bytes.decode(text).replace(/\n$/, "").split("\n");
    const size = decimal(digits || "");
    const root = hash === undefined ? null : note.b64decode(hash);
    if (size === null || root === null || root.length !== 32 || origin === "" || more.includes("")) {
      throw new Fault("checkpoint.malformed", "not origin, size and root");
    }
    if (more.length) throw new Fault("checkpoint.extension", `${more.length} extension lines`);
    return { origin, size, root };
  }

  return { decimal, parse };
})();
