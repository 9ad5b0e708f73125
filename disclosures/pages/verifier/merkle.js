/**
 * RFC 6962 hashing and inclusion: the twin of ledger/tlog/merkle.py. Sizes and indices are bigint, up to 2^63 − 1.
 */
"use strict";

const merkle = (() => {
  const { sha256 } = noble;

  /** @param {Uint8Array} data @returns {Uint8Array} */
  const leafHash = (data) => sha256(bytes.concat(Uint8Array.of(0), data));

  /** @param {Uint8Array} left @param {Uint8Array} right @returns {Uint8Array} */
  const nodeHash = (left, right) => sha256(bytes.concat(Uint8Array.of(1), left, right));

  /** How many hashes lead from leaf `index` to the root of `size`. @param {bigint} index @param {bigint} size */
  function pathLength(index, size) {
    let [place, last, length] = [index, size - 1n, 0];
    for (; last > 0n; place >>= 1n, last >>= 1n) if (place & 1n || place < last) length += 1;
    return length;
  }

  /**
   * Throws proof.malformed when the lengths are impossible, proof.mismatch when the hashes lead elsewhere.
   * @param {bigint} index @param {bigint} size @param {Uint8Array} leaf its hash
   * @param {Uint8Array} root @param {Uint8Array[]} path from the leaf's sibling up
   */
  function checkInclusion(index, size, leaf, root, path) {
    if (index < 0n || index >= size || path.length !== pathLength(index, size)) {
      throw new Fault("proof.malformed", "the path's length is not that of the index and size");
    }
    let [place, last, hash, used] = [index, size - 1n, leaf, 0];
    for (; last > 0n; place >>= 1n, last >>= 1n) {
      if (place & 1n) hash = nodeHash(path[used++], hash);
      else if (place < last) hash = nodeHash(hash, path[used++]);
    }
    if (!bytes.equal(hash, root)) throw new Fault("proof.mismatch", "the entry is not at this place of this tree");
  }

  return { leafHash, nodeHash, checkInclusion };
})();
