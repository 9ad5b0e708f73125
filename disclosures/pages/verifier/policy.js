/**
 * C2SP tlog-policy: the twin of ledger/tlog/policy.py. Names of witnesses and groups are opaque octets.
 *
 * @typedef {{needed: number, members: string[]}} Group
 * @typedef {{logs: VerifierKey[], witnesses: Map<string, VerifierKey>, groups: Map<string, Group>, quorum: string}} Policy
 * @typedef {{logOk: boolean, quorumOk: boolean, cosigned: [VerifierKey, bigint][], missing: VerifierKey[]}} PolicyResult
 */
"use strict";

const policy = (() => {
  const NONE = "none";
  const OTHER_CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/;

  /** @param {string} detail @returns {never} */
  function malformed(detail) {
    throw new Fault("policy.malformed", detail);
  }

  /** One character an octet. @param {Uint8Array} data @returns {string} */
  const octets = (data) => Array.from(data, (byte) => String.fromCharCode(byte)).join("");

  /** Words of each line that is neither empty nor a comment. @param {string} text @returns {string[][]} */
  const lines = (text) => text.split("\n").map((line) => line.split(/[ \t]+/).filter((word) => word !== ""))
    .filter((words) => words.length && !words[0].startsWith("#"));

  /** @param {string} word octets @param {VerifierKey[]} others @param {number} wrong type @returns {VerifierKey} */
  function freshKey(word, others, wrong) {
    const text = bytes.decode(Uint8Array.from(word, (octet) => octet.charCodeAt(0)));
    if (text === null) malformed("a key name that is not UTF-8");
    const key = note.parseVkey(text);
    if (key.type === wrong) malformed("a key of the wrong type");
    if (others.some((other) => bytes.equal(key.public, other.public) || note.sameKey(key, other))) malformed("a key twice");
    return key;
  }

  /** @param {string} count @param {number} most @returns {number} */
  function threshold(count, most) {
    if (count === "any") return 1;
    if (count === "all") return most;
    if (!/^[1-9][0-9]{0,8}$/.test(count) || Number(count) > most) malformed(`${count} of ${most}`);
    return Number(count);
  }

  /** @param {Uint8Array} data @returns {Policy} */
  function parse(data) {
    const text = octets(data);
    if (OTHER_CONTROL.test(text) || (text && !text.endsWith("\n"))) malformed("a control character, or no newline at the end");
    const rules = { logs: [], witnesses: new Map(), groups: new Map(), quorum: null };
    const grouped = new Set();
    const known = (name) => rules.witnesses.has(name) || rules.groups.has(name);
    const fresh = (name) => (name === NONE || known(name) ? malformed(`${name} is taken`) : name);
    const defined = (name) => (known(name) ? name : malformed(`${name} is not defined above`));
    const read = {
      log: (vkey) => rules.logs.push(freshKey(vkey, rules.logs, note.COSIGNATURE)),
      witness: (name, vkey) => rules.witnesses.set(fresh(name), freshKey(vkey, [...rules.witnesses.values()], note.ED25519)),
      group: (name, count, ...members) => {
        members.forEach(defined);
        if (new Set(members).size < members.length || members.some((member) => grouped.has(member))) malformed("a member twice");
        members.forEach((member) => grouped.add(member));
        rules.groups.set(fresh(name), { needed: threshold(count, members.length), members });
      },
      quorum: (name) => { rules.quorum = rules.quorum === null && name === NONE ? name : defined(name); },
    };
    const counts = { log: [2, 3], witness: [3, 4], group: [4, Infinity], quorum: [2, 2] };
    for (const [kind, ...words] of lines(text)) {
      const [least, most] = Object.keys(counts).includes(kind) ? counts[kind] : malformed("not a line of a policy");
      if (words.length + 1 < least || words.length + 1 > most || (kind === "quorum" && rules.quorum !== null)) {
        malformed(`not a ${kind} line here`);
      }
      try {
        read[kind](...words);
      } catch (fault) {
        throw fault instanceof Fault ? new Fault("policy.malformed", fault.detail) : fault;
      }
    }
    return rules.quorum === null ? malformed("no quorum line") : rules;
  }

  /** @param {Policy} rules @param {Iterable<string>} cosigners @returns {boolean} */
  function met(rules, cosigners) {
    const names = new Set(cosigners);
    for (const [name, group] of rules.groups) {
      if (group.members.filter((member) => names.has(member)).length >= group.needed) names.add(name);
    }
    return rules.quorum === NONE || names.has(rules.quorum);
  }

  /**
   * Is a checkpoint signed by its own log and cosigned by the quorum? Unknown lines are ignored.
   * @param {Policy} rules @param {Note} signed
   * @returns {PolicyResult} note.signature-bad or witness.signature-bad for a known key's bad signature
   */
  function check(rules, signed) {
    const origin = bytes.decode(signed.text).split("\n")[0];
    const times = new Map();
    let logOk = false;
    for (const line of signed.signatures) {
      const log = rules.logs.find((key) => key.type === note.ED25519 && note.madeBy(key, line));
      if (log && !note.verify(log, signed.text, line)) throw new Fault("note.signature-bad", `not signed by ${log.name}`);
      logOk = logOk || (log !== undefined && log.name === origin);
      const [name, witness] = [...rules.witnesses].find(([, key]) => key.type === note.COSIGNATURE && note.madeBy(key, line)) || [];
      const time = witness ? cosignature.verify(witness, signed.text, line) : undefined;
      if (time === null) throw new Fault("witness.signature-bad", `not cosigned by ${witness.name}`);
      if (time !== undefined && !times.has(name)) times.set(name, time);
    }
    const all = [...rules.witnesses];
    return {
      logOk,
      quorumOk: met(rules, times.keys()),
      cosigned: all.filter(([name]) => times.has(name)).map(([name, key]) => [key, times.get(name)]),
      missing: all.filter(([name]) => !times.has(name)).map(([, key]) => key),
    };
  }

  return { parse, check };
})();
