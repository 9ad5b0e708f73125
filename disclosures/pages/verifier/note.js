/**
 * C2SP signed-note: the twin of ledger/tlog/note.py. Text, blank line, lines `— <key name> base64(key id ‖ signature)`.
 *
 * @typedef {{name: string, keyId: string, blob: Uint8Array}} Signature    keyId is eight hex digits
 * @typedef {{text: Uint8Array, signatures: Signature[]}} Note             text ends in a line feed
 * @typedef {{name: string, type: number, public: Uint8Array, keyId: string}} VerifierKey
 */
"use strict";

const note = (() => {
  const { sha256 } = noble;
  const ED25519 = 0x01;
  const COSIGNATURE = 0x04;
  const MOST_SIGNATURES = 100;
  const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** @param {string} detail @returns {never} */
  function malformed(detail) {
    throw new Fault("note.malformed", detail);
  }

  /** @param {Uint8Array} data @returns {string} */
  function b64encode(data) {
    let text = "";
    for (let place = 0; place < data.length; place += 3) {
      const [a, b, c] = [data[place], data[place + 1], data[place + 2]];
      text += ALPHABET[a >> 2] + ALPHABET[((a & 3) << 4) | ((b || 0) >> 4)];
      text += b === undefined ? "=" : ALPHABET[((b & 15) << 2) | ((c || 0) >> 6)];
      text += c === undefined ? "=" : ALPHABET[c & 63];
    }
    return text;
  }

  /** Bytes of the one spelling of base64, or null. @param {string} text @returns {Uint8Array|null} */
  function b64decode(text) {
    if (text.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
    const digits = text.replace(/=+$/, "");
    const data = new Uint8Array(Math.floor((digits.length * 3) / 4));
    let held = 0;
    for (let place = 0, filled = 0; place < digits.length; place += 1) {
      held = ((held << 6) | ALPHABET.indexOf(digits[place])) & 0xffffff;
      const spare = (place % 4) * 2;
      if (place % 4) data[filled++] = (held >> (6 - spare)) & 0xff;
    }
    return b64encode(data) === text ? data : null;
  }

  /** A key name as C2SP allows it: not empty, no space of any script, no plus. @param {string} name */
  const validName = (name) =>
    name !== "" && !/[+\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(name);

  /** A name that this ledger makes (docs/formats/tlog.md). @param {string} name */
  const ownName = (name) => /^[a-z0-9.-]+(\/[a-z0-9._-]+)*$/.test(name);

  /** @param {string} line without its line feed @returns {Signature} */
  function parseLine(line) {
    const parts = line.split(" ");
    if (parts.length !== 3 || parts[0] !== "—" || !validName(parts[1])) malformed("not a signature line");
    const blob = b64decode(parts[2]);
    if (blob === null || blob.length < 5) malformed("signature is not base64 of a key id and more");
    return { name: parts[1], keyId: bytes.hex(blob.subarray(0, 4)), blob: blob.subarray(4) };
  }

  /** @param {Uint8Array} data @returns {Note} */
  function parse(data) {
    const whole = bytes.decode(data);
    if (whole === null) malformed("not UTF-8");
    if (whole.startsWith("\ufeff")) malformed("a byte order mark");
    const control = CONTROL.exec(whole);
    if (control) malformed(`control character at ${control.index}`);
    const split = whole.lastIndexOf("\n\n");
    if (split < 0 || !whole.endsWith("\n")) malformed("no blank line, or no final newline");
    const lines = whole.slice(split + 2, -1).split("\n");
    if (lines.length > MOST_SIGNATURES) malformed("more than 100 signature lines");
    return { text: bytes.encode(whole.slice(0, split + 1)), signatures: lines.map(parseLine) };
  }

  /** @param {string} name @param {number} type @param {Uint8Array} key @returns {VerifierKey} */
  function verifierKey(name, type, key) {
    const id = sha256(bytes.concat(bytes.encode(`${name}\n`), Uint8Array.of(type), key));
    return { name, type, public: key, keyId: bytes.hex(id.subarray(0, 4)) };
  }

  /** @param {string} vkey `name+hhhhhhhh+base64` @returns {VerifierKey} */
  function parseVkey(vkey) {
    const match = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/.exec(vkey);
    const data = match && b64decode(match[3]);
    if (!match || !data || data.length < 2 || !validName(match[1])) malformed("not a verifier key");
    const key = verifierKey(match[1], data[0], data.subarray(1));
    if ([ED25519, COSIGNATURE].includes(key.type) && key.public.length !== 32) malformed("an Ed25519 key has 32 bytes");
    if (key.keyId !== match[2]) malformed("a key id that is not this key's");
    return key;
  }

  /** @param {VerifierKey} key @param {Signature} signature */
  const madeBy = (key, signature) => key.name === signature.name && key.keyId === signature.keyId;

  /** @param {VerifierKey} a @param {VerifierKey} b */
  const sameKey = (a, b) => a.name === b.name && a.keyId === b.keyId;

  /** @param {VerifierKey} key of type 0x01 @param {Uint8Array} text @param {Signature} signature @returns {boolean} */
  const verify = (key, text, signature) => madeBy(key, signature) && ed25519.verify(key.public, text, signature.blob);

  return { ED25519, COSIGNATURE, b64encode, b64decode, validName, ownName, parse, verifierKey, parseVkey, madeBy, sameKey, verify };
})();
