/**
 * Ed25519, the strict profile: the twin of ledger/tlog/ed25519.py.
 *
 * A key is admissible when it is spelled canonically, of prime order and not small. A signature holds when S is
 * below the group order, R is canonical and not of small order, and encode(S·B − k·A) gives R's own bytes.
 */
"use strict";

const ed25519 = (() => {
  const { Point, sha512 } = noble;
  const ORDER = Point.CURVE().n;

  /** The point of a canonical encoding that is not of small order. @param {Uint8Array} data */
  function large(data) {
    try {
      const point = Point.fromBytes(data, false);
      return point.isSmallOrder() ? null : point;
    } catch (_) {
      return null;
    }
  }

  /** The point of an admissible public key, or null. @param {Uint8Array} key */
  function admitted(key) {
    const point = key.length === 32 ? large(key) : null;
    return point !== null && point.isTorsionFree() ? point : null;
  }

  /** @param {Uint8Array} data least significant byte first @returns {bigint} */
  const scalar = (data) => bytes.integer(Uint8Array.from(data).reverse());

  /** May this public key stand behind a signature at all? @param {Uint8Array} key @returns {boolean} */
  const admissible = (key) => admitted(key) !== null;

  /**
   * Never throws on junk.
   * @param {Uint8Array} key @param {Uint8Array} message @param {Uint8Array} signature @returns {boolean}
   */
  function verify(key, message, signature) {
    if (signature.length !== 64) return false;
    const r = signature.subarray(0, 32);
    const s = scalar(signature.subarray(32));
    if (s >= ORDER || large(r) === null) return false;
    const point = admitted(key);
    if (point === null) return false;
    const k = scalar(sha512(bytes.concat(r, key, message))) % ORDER;
    const commitment = Point.BASE.multiply(s, false).add(point.negate().multiply(k, false));
    return bytes.equal(commitment.toBytes(), r);
  }

  return { admissible, verify };
})();
