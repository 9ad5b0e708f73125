/**
 * The files that people give, in any order: each is told by how it begins, and a damaged one by its name.
 *
 * @typedef {{name: string, data: Uint8Array}} Given
 * @typedef {{note: Given|null, proof: Given|null, policy: Given|null, others: Given[]}} Hand
 */
"use strict";

const files = (() => {
  /** @param {Given} given @returns {"proof"|"policy"|"note"|"other"} */
  function kind(given) {
    const head = bytes.decode(given.data);
    if (head === null) return "other";
    if (head.startsWith(`${proof.FIRST}\n`)) return "proof";
    const first = head.split("\n").find((line) => line.trim() !== "" && !line.trim().startsWith("#")) || "";
    if (/^[ \t]*(log|witness|group|quorum)[ \t]/.test(first)) return "policy";
    return head.startsWith(`${record.HEADER}\n`) || /\n\n— \S+ \S+/.test(head) ? "note" : "other";
  }

  const NAMES = [["policy", /(^|[./])policy$/i], ["proof", /\.tlog-proof$/i], ["note", /\.note$/i]];

  /** What somebody chose a file for: a damaged one must be refused as what it was, never passed over. @param {Given} given */
  function purpose(given) {
    const [named] = NAMES.find(([, name]) => name.test(given.name)) || [];
    const found = kind(given);
    const sure = found !== "other" && (found !== "note" || single.isRecord(given.data));
    return sure ? found : named || found;
  }

  /** @returns {Hand} */
  const none = () => ({ note: null, proof: null, policy: null, others: [] });

  /** A newer file of a kind takes the place of the older. @param {Hand} hand @param {Given[]} given @returns {Hand} */
  function take(hand, given) {
    const next = { ...hand, others: [...hand.others] };
    for (const one of given) {
      const found = purpose(one);
      if (found === "other") next.others.push(one);
      else next[found] = one;
    }
    return next;
  }

  /** An entry of another log may be any bytes: the one file that is nothing else. @param {Hand} hand @returns {Given|null} */
  const entryOf = (hand) => hand.note || (hand.proof && hand.others.length === 1 ? hand.others[0] : null);

  /** What a well-formed record says, whoever's it is; null for anything else. @param {Given|null} given @returns {Members|null} */
  function membersOf(given) {
    try {
      return given && single.isRecord(given.data) ? record.unseal(given.data, () => true).members : null;
    } catch (_) {
      return null;
    }
  }

  /** Raise what is wrong already, whatever the missing file may say. @param {Given|null} entry @param {Given|null} claim */
  function refute(entry, claim, reading) {
    reading("note");
    if (entry && purpose(entry) === "note") single.parseAny(entry.data);
    if (!claim) return;
    reading("proof");
    const { index, path, signed } = proof.parse(claim.data);
    const head = checkpoint.parse(signed.text);
    if (entry) merkle.checkInclusion(index, head.size, merkle.leafHash(entry.data), head.root, path);
  }

  /**
   * The answer of the command where its files are there; else what is missing, or what is wrong all the same.
   * @param {Hand} hand @returns {Answer & {missing: string[]}}
   */
  function judge(hand) {
    const entry = entryOf(hand);
    const [data, claim, rules] = [entry, hand.proof, hand.policy].map((given) => given && given.data);
    const missing = [];
    if (!entry) missing.push("note");
    if (!rules) missing.push("policy");
    if (missing.length) {
      if (entry && !claim && single.isRecord(data)) missing.splice(0, 0, "proof");
      return { ...single.decide((reading) => refute(entry, hand.proof, reading) || single.unknown()), missing };
    }
    const answer = claim ? single.verifyProof(data, claim, rules) : single.verifyNote(data, rules);
    if (answer.verdict === "inconclusive" && answer.code === null) return { ...answer, missing: ["proof"] };
    return answer.verdict === "valid" ? beside(hand, entry, answer) : { ...answer, missing: [] };
  }

  /** Files that nothing here vouches for: neither used nor named by the record. @param {Hand} hand @param {Given|null} entry */
  const strangers = (hand, entry) => hand.others.filter((given) => given !== entry && !body.isAttachment(given, entry));

  /** "Đúng" is said of all that was chosen, or not at all. @param {Hand} hand @param {Given} entry @param {Answer} answer */
  function beside(hand, entry, answer) {
    const rest = strangers(hand, entry);
    const altered = rest.find((given) => body.isNamed(given, entry));
    if (altered) return { ...single.refused("attachment.mismatch", altered.name, "attachment"), missing: [] };
    if (rest.length) return { ...answer, verdict: "inconclusive", missing: ["stranger"], strange: rest.map((one) => one.name) };
    return { ...answer, missing: [] };
  }

  return { none, take, entryOf, membersOf, strangers, judge };
})();
