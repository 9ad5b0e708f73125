/**
 * What a note, or an entry with its proof, is worth under a policy: the twin of ledger/single.py, step for step.
 *
 * @typedef {{verdict: "valid"|"invalid"|"inconclusive", code: string|null, detail: string, file: string|null,
 *   signers: string[], index: bigint|null, size: bigint|null, times: [string, bigint][]}} Answer
 */
"use strict";

const single = (() => {
  const OF_THE_LOG = ["danbiet/manifest/v1", "danbiet/receipt/v1"];
  const OF_A_WITNESS = "danbiet/refusal/v1";
  const INCONCLUSIVE = ["witness.quorum-missing"];

  /** @param {string} verdict @param {Partial<Answer>} [more] @returns {Answer} */
  const answer = (verdict, more = {}) =>
    ({ verdict, code: null, detail: "", file: null, signers: [], index: null, size: null, times: [], ...more });

  /** @param {Uint8Array} data @param {string} line */
  function beginsWith(data, line) {
    const first = bytes.encode(`${line}\n`);
    return bytes.equal(data.subarray(0, first.length), first);
  }

  /** Run steps; the fault of the file that is being read becomes the answer. @param {(reading: Function) => Answer} steps */
  function decide(steps) {
    let file = null;
    try {
      return steps((name) => { file = name; });
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      const verdict = INCONCLUSIVE.includes(fault.code) ? "inconclusive" : "invalid";
      return answer(verdict, { code: fault.code, detail: fault.detail, file });
    }
  }

  /** @param {Policy} rules @param {string} origin */
  const knows = (rules, origin) => rules.logs.some((key) => key.name === origin);

  /**
   * Names of the policy's logs, and of its witnesses, whose keys signed a text as a note (type 0x01).
   * @param {Policy} rules @param {Note} signed @returns {[string[], string[]]}
   */
  function holding(rules, signed) {
    policy.check(rules, signed);
    const named = (keys) => keys.filter((key) => signed.signatures.some((line) => note.madeBy(key, line)));
    const logs = named(rules.logs.filter((key) => key.type === note.ED25519));
    const twins = [...rules.witnesses.values()].filter((key) => key.type === note.COSIGNATURE)
      .map((key) => note.verifierKey(key.name, note.ED25519, key.public));
    const witnesses = named(twins);
    for (const line of signed.signatures) {
      for (const key of witnesses.filter((one) => note.madeBy(one, line))) {
        if (!note.verify(key, signed.text, line)) throw new Fault("witness.signature-bad", `not signed by ${key.name}`);
      }
    }
    return [logs.map((key) => key.name), witnesses.map((key) => key.name)];
  }

  /** @param {Uint8Array} data @param {Policy} rules @param {(origin: string) => boolean} isOrigin @returns {Members} */
  function checkRecord(data, rules, isOrigin) {
    const sealed = record.unseal(data, isOrigin);
    if (holding(rules, sealed.note).some((names) => names.length)) {
      throw new Fault("note.signer-unknown", "a record is not signed by the log or a witness");
    }
    return sealed.members;
  }

  /** @param {Note} signed */
  function isCheckpoint(signed) {
    try {
      return Boolean(checkpoint.parse(signed.text));
    } catch (_) {
      return false;
    }
  }

  /** @param {Policy} rules @param {Note} signed @returns {Checkpoint} */
  function headOf(rules, signed) {
    const head = checkpoint.parse(signed.text);
    if (!knows(rules, head.origin)) throw new Fault("checkpoint.origin", "a checkpoint of no log of the policy");
    return head;
  }

  /** @param {Policy} rules @param {Note} signed @param {Checkpoint} head @returns {PolicyResult} */
  function checkSignatures(rules, signed, head) {
    const result = policy.check(rules, signed);
    if (!result.logOk) throw new Fault("checkpoint.signature-missing", `not signed by ${head.origin}`);
    return result;
  }

  /** @param {Checkpoint} head @param {PolicyResult} result @param {Partial<Answer>} more @returns {Answer} */
  function quorum(head, result, more) {
    const known = { size: head.size, times: result.cosigned.map(([key, time]) => [key.name, time]), ...more };
    if (result.quorumOk) return answer("valid", known);
    const missing = result.missing.map((key) => key.name).join(", ");
    return answer("inconclusive", { ...known, code: "witness.quorum-missing", detail: `not cosigned by ${missing}` });
  }

  /** @param {Policy} rules @param {Note} signed @returns {string[]} the keys behind a statement */
  function statement(rules, signed) {
    const [first, second] = bytes.decode(signed.text).split("\n");
    const [logs, witnesses] = holding(rules, signed);
    let names = [...logs, ...witnesses];
    if (OF_THE_LOG.includes(first)) names = logs.filter((name) => name === second);
    if (first === OF_A_WITNESS) names = witnesses;
    if (!names.length) {
      throw new Fault("note.signer-unknown", "not signed by any key of the policy that could say this");
    }
    return [...new Set(names)];
  }

  /** @param {Uint8Array} data @param {Uint8Array} policyData @returns {Answer} */
  const verifyNote = (data, policyData) => decide((reading) => {
    reading("policy");
    const rules = policy.parse(policyData);
    reading("note");
    if (beginsWith(data, proof.FIRST)) return answer("inconclusive", { detail: "the entry is missing: a proof alone is about nothing" });
    const signed = note.parse(data);
    const [first] = bytes.decode(signed.text).split("\n");
    if (first === record.HEADER) {
      const { signers } = checkRecord(data, rules, (origin) => knows(rules, origin));
      return answer("inconclusive", { detail: "the proof is missing", signers });
    }
    if (!knows(rules, first) && !isCheckpoint(signed)) return answer("valid", { signers: statement(rules, signed) });
    const head = headOf(rules, signed);
    return quorum(head, checkSignatures(rules, signed, head), { signers: [head.origin] });
  });

  /** @param {Uint8Array} entry @param {Uint8Array} proofData @param {Uint8Array} policyData @returns {Answer} */
  const verifyProof = (entry, proofData, policyData) => decide((reading) => {
    reading("policy");
    const rules = policy.parse(policyData);
    reading("proof");
    const claim = proof.parse(proofData);
    const head = headOf(rules, claim.signed);
    reading("entry");
    const signers = isRecord(entry) ? checkRecord(entry, rules, (origin) => origin === head.origin).signers : [];
    reading("proof");
    const result = checkSignatures(rules, claim.signed, head);
    merkle.checkInclusion(claim.index, head.size, merkle.leafHash(entry), head.root, claim.path);
    return quorum(head, result, { signers, index: claim.index });
  });

  /** Does this claim to be a record? @param {Uint8Array} data */
  const isRecord = (data) => beginsWith(data, record.HEADER);

  /** What can be wrong with a note whatever its policy. @param {Uint8Array} data */
  const parseAny = (data) => (isRecord(data) ? record.unseal(data, note.validName) : note.parse(data));

  /** @returns {Answer} */
  const unknown = () => answer("inconclusive");

  /** @param {string} code @param {string} detail @param {string} file @returns {Answer} */
  const refused = (code, detail, file) => answer("invalid", { code, detail, file });

  return { verifyNote, verifyProof, decide, isRecord, parseAny, unknown, refused };
})();
