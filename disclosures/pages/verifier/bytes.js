/**
 * What every module below needs of byte strings, and the one error that they raise.
 */
"use strict";

/** A well-known code of docs/formats with a detail for developers: the twin of FormatError and ProofError. */
class Fault extends Error {
  /** @param {string} code @param {string} [detail] */
  constructor(code, detail = "") {
    super(detail ? `${code}: ${detail}` : code);
    this.code = code;
    this.detail = detail;
  }
}

const bytes = (() => {
  /** @param {string} text @returns {Uint8Array} */
  const encode = (text) => new TextEncoder().encode(text);

  /** Strict UTF-8; a leading BOM stays visible. @param {Uint8Array} data @returns {string|null} */
  function decode(data) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
    } catch (_) {
      return null;
    }
  }

  /** @param {Uint8Array} a @param {Uint8Array} b */
  const equal = (a, b) => a.length === b.length && a.every((byte, place) => byte === b[place]);

  /** @param {...Uint8Array} parts @returns {Uint8Array} */
  function concat(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let place = 0;
    for (const part of parts) {
      whole.set(part, place);
      place += part.length;
    }
    return whole;
  }

  /** @param {Uint8Array} data @returns {string} */
  const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");

  /** @param {Uint8Array} data most significant byte first @returns {bigint} */
  const integer = (data) => BigInt(`0x${hex(data) || "0"}`);

  return { encode, decode, equal, concat, hex, integer };
})();
