/**
 * RFC 8785 for our subset of JSON, from the same table of characters (CHARACTERS): the twin of ledger/canonical.py.
 *
 * JSON.parse cannot be used: it takes the last of two equal keys and rounds large integers.
 * Objects have no prototype, so that a key named __proto__ is a key like any other.
 */
"use strict";

const canonical = (() => {
  const MOST_DEPTH = 16;
  const RANGES = Object.values(CHARACTERS.allowed).join(" ").split(" ").filter((range) => range !== "000A");
  const CLASS = RANGES.map((range) => range.split("-").map((point) => `\\u{${point}}`).join("-")).join("");
  const FORBIDDEN = new RegExp(`[^\\n${CLASS}]`, "u");
  const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

  /** @param {string} detail @returns {never} */
  function malformed(detail) {
    throw new Fault("record.malformed", detail);
  }

  /** @param {string} text @returns {string} U+202E */
  const codePoint = (text) => `U+${text.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

  /** Refuse a character outside the table, or a spelling that is not NFC. @param {string} text */
  function checkText(text) {
    const found = FORBIDDEN.exec(text);
    if (found) malformed(`character ${codePoint(found[0])} at ${Array.from(text.slice(0, found.index)).length} is not allowed`);
    if (text.normalize("NFC") !== text) malformed("text is not in NFC");
  }

  /** A parser of one text; every rule of the subset is judged while reading. */
  class Reader {
    /** @param {string} text */
    constructor(text) {
      this.text = text;
      this.place = 0;
    }

    /** The match of a sticky expression here, or null. @param {RegExp} expression */
    take(expression) {
      expression.lastIndex = this.place;
      const found = expression.exec(this.text);
      if (found) this.place = expression.lastIndex;
      return found;
    }

    /** @param {string} character */
    punctuation(character) {
      this.take(/[ \t\n\r]*/y);
      if (this.text[this.place] !== character) return false;
      this.place += 1;
      return true;
    }

    /** @param {number} room how many levels may still open */
    value(room) {
      this.take(/[ \t\n\r]*/y);
      if (this.text[this.place] === '"') return this.string();
      const word = this.take(/true|false|null/y);
      if (word) return { true: true, false: false, null: null }[word[0]];
      const digits = this.take(/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y);
      if (digits) return this.integer(digits);
      if (this.punctuation("[")) return this.list(room);
      return this.punctuation("{") ? this.object(room) : malformed(`JSON: no value at ${this.place}`);
    }

    /** @param {RegExpExecArray} digits */
    integer(digits) {
      if (digits[2] || digits[3]) malformed("a number that is not an integer");
      const number = Number(digits[0]);
      return Number.isSafeInteger(number) ? number + 0 : malformed("an integer beyond 2^53-1");
    }

    string() {
      const raw = this.take(/"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y);
      if (!raw) malformed(`JSON: a text that does not end, at ${this.place}`);
      const text = raw[0].slice(1, -1).replace(/\\(?:u(....)|(.))/g, (_, hex, simple) =>
        hex ? String.fromCharCode(parseInt(hex, 16)) : ESCAPES[simple]);
      checkText(text);
      return text;
    }

    /** @param {number} room */
    list(room) {
      if (!room) malformed("nested deeper than 16");
      const values = [];
      if (this.punctuation("]")) return values;
      do values.push(this.value(room - 1)); while (this.punctuation(","));
      return this.punctuation("]") ? values : malformed(`JSON: a list that does not end, at ${this.place}`);
    }

    /** @param {number} room */
    object(room) {
      if (!room) malformed("nested deeper than 16");
      const members = Object.create(null);
      if (this.punctuation("}")) return members;
      do {
        this.take(/[ \t\n\r]*/y);
        const key = this.string();
        if (!/^[a-z0-9_]+$/.test(key)) malformed("a key that is not of a-z0-9_");
        if (key in members) malformed("a duplicate key");
        if (!this.punctuation(":")) malformed(`JSON: no colon at ${this.place}`);
        members[key] = this.value(room - 1);
      } while (this.punctuation(","));
      return this.punctuation("}") ? members : malformed(`JSON: an object that does not end, at ${this.place}`);
    }
  }

  /** @param {unknown} value @returns {string} its one encoding */
  function dumps(value) {
    if (Array.isArray(value)) return `[${value.map(dumps).join(",")}]`;
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    return `{${Object.keys(value).sort().map((key) => `"${key}":${dumps(value[key])}`).join(",")}}`;
  }

  /** @param {Uint8Array} data @returns {unknown} record.malformed, or record.not-canonical for a second spelling */
  function loads(data) {
    const text = bytes.decode(data);
    if (text === null) malformed("not UTF-8");
    const reader = new Reader(text);
    const value = reader.value(MOST_DEPTH);
    reader.take(/[ \t\n\r]*/y);
    if (reader.place !== text.length) malformed(`JSON: more after the value, at ${reader.place}`);
    if (dumps(value) !== text) throw new Fault("record.not-canonical", "another spelling of this value");
    return value;
  }

  return { checkText, dumps, loads };
})();
