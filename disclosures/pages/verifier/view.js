/**
 * What people see. Text of files reaches the page as text nodes only.
 */
"use strict";

const view = (() => {
  /** @param {string} id @returns {HTMLElement} */
  const at = (id) => document.getElementById(id);

  /** @param {string} tag @param {Object<string, string>} attributes @param {...(Node|string)} children @returns {HTMLElement} */
  function el(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** @param {string} name @param {...(Node|string)} value */
  const fact = (name, ...value) => el("div", {}, el("dt", {}, name), el("dd", {}, ...value));

  /** @param {Answer} answer @param {Given|null} entry @returns {HTMLElement[]} */
  function more(answer, entry) {
    if (answer.verdict === "invalid") {
      return [el("details", {}, el("summary", {}, words.SAY.fault),
        el("p", {}, words.fault(answer), el("b", { class: "keep" }, answer.code), "."))];
    }
    const lines = words.checks(answer, files.membersOf(entry));
    if (answer.missing.length || !lines.length) return [];
    return [el("details", {}, el("summary", {}, words.SAY.checks), el("ul", {}, ...lines.map((line) => el("li", {}, line))))];
  }

  const LOOK = { valid: "yes", invalid: "no", inconclusive: "open" };

  /** @param {Answer} answer @param {Given|null} entry */
  function showAnswer(answer, entry) {
    const box = at("answer");
    const members = files.membersOf(entry);
    box.className = `answer ${LOOK[answer.verdict]}`;
    const shape = at(`shape-${answer.verdict}`).content.cloneNode(true);
    box.replaceChildren(
      el("h2", { tabindex: "-1", id: "verdict" }, shape, el("span", {}, words.VERDICTS[answer.verdict])),
      el("p", { class: "lead" }, words.lead(answer, members)),
      ...(answer.verdict === "valid" && members ? words.place(members).map((line) => el("p", {}, `${line.join(": ")}.`)) : []),
      ...(answer.verdict === "invalid" ? [] : words.confirmations(answer).map((line) => el("p", {}, line))),
      el("p", {}, el("b", {}, words.SAY.next), words.next(answer, members)),
      ...more(answer, entry),
      el("p", { class: "small" }, words.SMALL[answer.verdict]),
    );
    box.hidden = false;
    at("verdict").focus();
  }

  /** Nothing here can be checked. @param {string} said */
  function showUnknown(said) {
    showAnswer({ ...single.unknown(), missing: ["note"] }, null);
    at("answer").querySelector(".lead").textContent = said;
  }

  /** A printed code that is not ours: people stick others over it. */
  function showForeign() {
    at("text").hidden = true;
    showUnknown(words.SAY.foreign);
  }

  /** @param {Hand} hand @param {Given|null} entry */
  function showSlots(hand, entry) {
    const slots = [["note", entry], ["proof", hand.proof], ["policy", hand.policy]].map(([kind, given]) =>
      el("li", { class: given ? "have" : "lack" }, el("b", {}, words.KINDS[kind]), el("span", {}, given ? given.name : words.SAY.lack)));
    at("slots").replaceChildren(...slots, ...files.strangers(hand, entry).map((given) =>
      el("li", { class: "lack" }, el("b", {}, words.SAY.unused), el("span", {}, given.name))));
  }

  /** @param {Hand} hand @param {Answer|null} answer */
  function show(hand, answer) {
    const begun = answer === null && !at("again").hidden;
    const entry = files.entryOf(hand);
    at("text").hidden = true;
    at("again").hidden = answer === null;
    at("lead").hidden = answer !== null;
    showSlots(hand, entry);
    if (answer === null) {
      at("answer").hidden = true;
      if (begun) at("files").focus();
    } else if (!entry && !hand.proof && !hand.policy) {
      showUnknown(`${words.SAY.unknown} ${hand.others.map((one) => one.name).join(", ")}.`);
    } else {
      showAnswer(answer, entry);
      if (answer.missing.length === 0 && (answer.index !== null || answer.verdict === "valid")) body.show(at("text"), entry, answer, hand.others);
    }
  }

  return { at, el, fact, show, showForeign };
})();
