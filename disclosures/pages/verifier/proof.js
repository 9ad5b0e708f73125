/**
 * C2SP tlog-proof: the twin of ledger/tlog/proof.py.
 *
 * @typedef {{index: bigint, path: Uint8Array[], signed: Note}} Proof    signed is the checkpoint
 */
"use strict";

const proof = (() => {
  const FIRST = "c2sp.org/tlog-proof@v1";
  const MOST_HASHES = 63;

  /** @param {string} detail @returns {never} */
  function malformed(detail) {
    throw new Fault("proof.malformed", detail);
  }

  /** @param {string} line @returns {Uint8Array} */
  function hash(line) {
    const data = note.b64decode(line);
    if (data === null || data.length !== 32) malformed("a path line is not a hash");
    return data;
  }

  /** Where the first blank line begins, or -1. @param {Uint8Array} data */
  const blankLine = (data) => data.findIndex((byte, place) => byte === 10 && data[place + 1] === 10);

  /** @param {Uint8Array} data @returns {Proof} proof.malformed, or note.malformed for its checkpoint */
  function parse(data) {
    const split = blankLine(data);
    const head = split < 0 ? null : bytes.decode(data.subarray(0, split));
    if (head === null) malformed("no blank line before the checkpoint, or not ASCII");
    const lines = head.split("\n");
    if (lines.shift() !== FIRST) malformed("the first line");
    if (lines.length && lines[0].startsWith("extra ")) {
      const extra = note.b64decode(lines.shift().slice(6));
      if (extra === null || extra.length === 0) malformed("extra is not base64, or empty");
    }
    const line = lines.shift() || "";
    const index = line.startsWith("index ") ? checkpoint.decimal(line.slice(6)) : null;
    if (index === null || lines.length > MOST_HASHES) malformed("index, or too many hashes");
    const path = lines.map(hash);
    const signed = note.parse(data.subarray(split + 2));
    return { index, path, signed };
  }

  return { FIRST, parse };
})();
