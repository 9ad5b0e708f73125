/**
 * Raw DEFLATE (RFC 1951), reading only: what a printed code carries. DecompressionStream is younger than the browsers
 * that people have.
 */
"use strict";

const inflate = (() => {
  const MOST_BYTES = 1 << 18;
  const MOST_BITS = 15;
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  /** Base and extra bits of each length and distance code. @param {number[]} extra @param {number} first */
  function ladder(extra, first) {
    let base = first;
    return extra.map((bits) => {
      const step = { base, bits };
      base += 1 << bits;
      return step;
    });
  }

  const LENGTHS = ladder([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5], 3)
    .concat([{ base: 258, bits: 0 }]);
  const DISTANCES = ladder([0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13], 1);

  /** @returns {never} */
  function broken() {
    throw new RangeError("not raw DEFLATE");
  }

  /** A canonical Huffman code: how many symbols of each length, and the symbols in order. @param {number[]} lengths */
  function tree(lengths) {
    const counts = new Array(MOST_BITS + 1).fill(0);
    lengths.forEach((length) => { counts[length] += 1; });
    counts[0] = 0;
    const numbered = lengths.map((length, symbol) => [length, symbol]).filter(([length]) => length);
    return { counts, symbols: numbered.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, symbol]) => symbol) };
  }

  const FIXED = [
    tree(Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))),
    tree(new Array(30).fill(5)),
  ];

  class Bits {
    /** @param {Uint8Array} data */
    constructor(data) {
      this.data = data;
      this.place = 0;
    }

    /** @param {number} count least significant bit first @returns {number} */
    take(count) {
      let value = 0;
      for (let bit = 0; bit < count; bit += 1, this.place += 1) {
        if (this.place >> 3 >= this.data.length) broken();
        value |= ((this.data[this.place >> 3] >> (this.place & 7)) & 1) << bit;
      }
      return value;
    }

    /** @param {{counts: number[], symbols: number[]}} code @returns {number} */
    symbol({ counts, symbols }) {
      let [value, first, index] = [0, 0, 0];
      for (let length = 1; length <= MOST_BITS; length += 1) {
        value |= this.take(1);
        if (value - first < counts[length]) return symbols[index + value - first];
        index += counts[length];
        first = (first + counts[length]) << 1;
        value <<= 1;
      }
      return broken();
    }
  }

  /** The two codes that a dynamic block begins with. @param {Bits} bits */
  function dynamic(bits) {
    const [literals, distances, count] = [bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4];
    const short = new Array(19).fill(0);
    ORDER.slice(0, count).forEach((symbol) => { short[symbol] = bits.take(3); });
    const code = tree(short);
    const lengths = [];
    while (lengths.length < literals + distances) {
      const symbol = bits.symbol(code);
      if (symbol < 16) lengths.push(symbol);
      else if (symbol === 16 && !lengths.length) broken();
      else {
        const [value, times] = { 16: [lengths[lengths.length - 1], 3], 17: [0, 3], 18: [0, 11] }[symbol];
        const more = bits.take({ 16: 2, 17: 3, 18: 7 }[symbol]);
        for (let left = times + more; left > 0; left -= 1) lengths.push(value);
      }
    }
    return [tree(lengths.slice(0, literals)), tree(lengths.slice(literals, literals + distances))];
  }

  /** @param {Bits} bits @param {number[]} out */
  function stored(bits, out) {
    bits.place = (bits.place + 7) & ~7;
    const [length, check] = [bits.take(16), bits.take(16)];
    if ((length ^ check) !== 0xffff) broken();
    for (let left = length; left > 0; left -= 1) out.push(bits.take(8));
  }

  /** @param {Bits} bits @param {number[]} out @param {object[]} codes */
  function packed(bits, out, [literals, distances]) {
    for (let symbol = bits.symbol(literals); symbol !== 256; symbol = bits.symbol(literals)) {
      if (symbol < 256) out.push(symbol);
      else {
        const length = LENGTHS[symbol - 257] || broken();
        const count = length.base + bits.take(length.bits);
        const distance = DISTANCES[bits.symbol(distances)] || broken();
        const back = distance.base + bits.take(distance.bits);
        if (back > out.length) broken();
        for (let left = count; left > 0; left -= 1) out.push(out[out.length - back]);
      }
      if (out.length > MOST_BYTES) broken();
    }
  }

  /** @param {Uint8Array} data @returns {Uint8Array} RangeError for anything that is not one whole stream */
  function raw(data) {
    const bits = new Bits(data);
    const out = [];
    for (let last = 0; !last;) {
      last = bits.take(1);
      const kind = bits.take(2);
      if (kind === 3) broken();
      if (kind === 0) stored(bits, out);
      else packed(bits, out, kind === 1 ? FIXED : dynamic(bits));
    }
    return Uint8Array.from(out);
  }

  return { raw };
})();
