/**
 * C2SP tlog-cosignature (cosignature/v1): the twin of ledger/tlog/cosignature.py.
 *
 * A witness signs `cosignature/v1`, `time <POSIX seconds>` and the checkpoint's text; the signature is
 * eight bytes of time, most significant first, then 64 bytes of Ed25519.
 */
"use strict";

const cosignature = (() => {
  /**
   * The time that the witness signed, or null when the signature is bad.
   * @param {VerifierKey} key @param {Uint8Array} text @param {Signature} signature @returns {bigint|null}
   */
  function verify(key, text, signature) {
    if (!note.madeBy(key, signature) || signature.blob.length !== 72) return null;
    const time = bytes.integer(signature.blob.subarray(0, 8));
    if (time >= 1n << 63n) return null;
    const message = bytes.concat(bytes.encode(`cosignature/v1\ntime ${time}\n`), text);
    return ed25519.verify(key.public, message, signature.blob.subarray(8)) ? time : null;
  }

  return { verify };
})();
