/**
 * What a printed code carries after the # of this page's address: one decimal integer, whose bytes are 0x01, then raw
 * DEFLATE of a four-byte length, the entry, and its proof (docs/formats, "Folders"). Nothing after # reaches a server.
 */
"use strict";

const printed = (() => {
  const MOST_DIGITS = 20000;

  /** @param {string} digits @returns {Uint8Array} most significant byte first */
  function toBytes(digits) {
    const hex = BigInt(digits).toString(16);
    const even = hex.length % 2 ? `0${hex}` : hex;
    return Uint8Array.from(even.match(/../g), (pair) => parseInt(pair, 16));
  }

  /**
   * The two files in a printed code, or null where it carries anything else.
   * @param {string} fragment without the # @returns {Given[]|null}
   */
  function parse(fragment) {
    if (!/^[1-9][0-9]*$/.test(fragment) || fragment.length > MOST_DIGITS) return null;
    const [version, ...rest] = toBytes(fragment);
    if (version !== 1) return null;
    try {
      const whole = inflate.raw(Uint8Array.from(rest));
      const length = Number(bytes.integer(whole.subarray(0, 4)));
      if (whole.length < 4 + length) return null;
      const name = words.SAY.onPaper;
      return [{ name, data: whole.slice(4, 4 + length) }, { name, data: whole.slice(4 + length) }];
    } catch (fault) {
      if (fault instanceof RangeError) return null;
      throw fault;
    }
  }

  return { parse };
})();
