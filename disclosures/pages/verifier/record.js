/**
 * One log entry of a danbiet ledger: the twin of ledger/record. Rows 1 to 5 of the table of void entries.
 *
 * @typedef {{topic: string, topic_version: number, entity: string, entity_version: number, recorded_at: string,
 *   seen: {root: string, size: number}|null, signers: string[], body: object, withheld?: object[]}} Members
 * @typedef {{note: Note, origin: string, members: Members}} Sealed
 */
"use strict";

const record = (() => {
  const { sha256 } = noble;
  const HEADER = "danbiet/record@v1";
  const MOST_BYTES = 65535;
  const MEMBERS = ["body", "entity", "entity_version", "recorded_at", "seen", "signers", "topic", "topic_version"];
  const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /** @param {boolean} holds @param {string} detail */
  function need(holds, detail) {
    if (!holds) throw new Fault("record.malformed", detail);
  }

  /** @param {unknown} value */
  const isText = (value) => typeof value === "string";
  /** @param {unknown} value */
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  /** @param {unknown} value */
  const isPositive = (value) => typeof value === "number" && value >= 1;
  /** @param {object} value @param {string[]} names sorted @param {string[]} [optional] */
  const hasMembers = (value, names, optional = []) =>
    Object.keys(value).filter((name) => !optional.includes(name)).sort().join() === names.join();

  /** RFC 3339, UTC, whole seconds, of a day that also exists at UTC+7. @param {unknown} value */
  function isInstant(value) {
    const match = isText(value) && /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z$/.exec(value);
    if (!match) return false;
    const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
    const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1]
      && hour < 24 && minute < 60 && second < 60 && value < "9999-12-31T17";
  }

  /** @param {unknown} value @param {string} topic */
  function checkSeen(value, topic) {
    if (value === null && topic === "ledger.opened") return;
    need(isObject(value) && hasMembers(value, ["root", "size"]) && isText(value.root), "seen");
    const root = note.b64decode(value.root);
    need(root !== null && root.length === 32, "seen.root");
    need(isPositive(value.size), "seen.size");
  }

  /** @param {unknown} value */
  function checkSigners(value) {
    need(Array.isArray(value) && value.length > 0 && value.every(isText), "signers");
    const sorted = value.every((name, place) => place === 0 || value[place - 1] < name);
    need(sorted && value.every(note.ownName), "signers are not key names, sorted, none twice");
  }

  /** @param {unknown} value */
  function checkWithheld(value) {
    need(Array.isArray(value) && value.length > 0, "withheld");
    for (const one of value) {
      need(isObject(one) && hasMembers(one, ["basis", "decided_by", "field"], ["commitment"]), "withheld");
      need(Object.values(one).every(isText), "withheld");
      need(!("commitment" in one) || /^[0-9a-f]{64}$/.test(one.commitment), "withheld.commitment");
    }
  }

  /** Row 5: the members, each of its type. @param {unknown} value @returns {Members} */
  function checkMembers(value) {
    need(isObject(value) && hasMembers(value, MEMBERS, ["withheld"]), "members missing or unknown");
    const { topic, entity } = value;
    need(isText(topic) && /^[a-z]+\.[a-z]+(-[a-z]+)*$/.test(topic), "topic");
    const family = topic.split(".")[0];
    need(family !== "void", "no topic has family void");
    need(isText(entity) && /^[a-z]+\/[a-z0-9.-]{1,60}$/.test(entity) && entity.split("/")[0] === family, "entity");
    need(isObject(value.body), "body");
    need(isInstant(value.recorded_at), "recorded_at");
    need(isPositive(value.topic_version) && isPositive(value.entity_version), "a version");
    checkSeen(value.seen, topic);
    checkSigners(value.signers);
    if ("withheld" in value) checkWithheld(value.withheld);
    return value;
  }

  /**
   * @param {Uint8Array} raw @param {(origin: string) => boolean} isOrigin may this be the second line?
   * @returns {Sealed} note.malformed, record.malformed, record.too-large, record.origin or record.not-canonical
   */
  function unseal(raw, isOrigin) {
    const signed = note.parse(raw);
    const lines = bytes.decode(signed.text).split("\n");
    need(lines.length === 4 && lines[0] === HEADER, "not the three lines of a record");
    if (raw.length > MOST_BYTES) throw new Fault("record.too-large", `${raw.length} bytes`);
    if (!isOrigin(lines[1])) throw new Fault("record.origin", "another ledger's record");
    const members = checkMembers(canonical.loads(bytes.encode(lines[2])));
    const names = signed.signatures.map((signature) => signature.name);
    need(names.join("\n") === members.signers.join("\n"), "the signature lines are not those of signers");
    return { note: signed, origin: lines[1], members };
  }

  /** A record's code, XXXX-XXXX-XXXX. @param {string} origin @param {bigint} index @param {Uint8Array} leaf its hash */
  function code(origin, index, leaf) {
    const head = bytes.encode(`danbiet/code/v1\n${origin}\n${index}\n`);
    const bits = bytes.integer(sha256(bytes.concat(head, leaf)).subarray(0, 8)) >> 4n;
    const digits = Array.from({ length: 12 }, (_, place) => CROCKFORD[Number((bits >> BigInt(55 - 5 * place)) & 31n)]);
    return digits.join("").replace(/(....)(....)(....)/, "$1-$2-$3");
  }

  return { HEADER, unseal, code };
})();
