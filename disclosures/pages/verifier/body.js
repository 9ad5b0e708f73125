/**
 * The words of a record, large and by Vietnamese names, so that people can lay the paper beside them.
 */
"use strict";

const body = (() => {
  const DATE = /^\d{4}-\d{2}-\d{2}(T.*Z)?$/;
  /** Ids of the book, which no paper shows; what a record is about is told with its matter. */
  const IDS = ["duties", "duty", "about"];

  /** @param {string} field @param {string|number|boolean|null} value @returns {string} */
  function scalar(field, value) {
    const table = field === "place" ? words.HERE.villages : WORDS[words.NAMES[field]] || {};
    if (typeof value === "number") return words.number(value);
    if (typeof value !== "string") return words.SAY[String(value)];
    if (words.own(table, value) !== undefined) return table[value];
    if (field === "period") return words.period(value);
    return DATE.test(value) ? words.day(value) : value;
  }

  /** @param {object} table caption, columns, rows, unit? */
  function tableOf({ caption, columns, rows, unit }) {
    const { el } = view;
    const numeric = (place) => rows.every((row) => typeof row[place] === "number");
    const cell = (value, place) =>
      el("td", typeof value === "number" ? { class: "num", "data-name": columns[place] || "" } : {}, scalar("", value));
    return el("div", { class: "roll", tabindex: "0", role: "region", "aria-label": caption }, el("table", columns.length > 2 ? { class: "wide" } : {},
      el("caption", {}, unit ? `${caption} (${unit})` : caption),
      el("thead", {}, el("tr", {}, ...columns.map((name, place) => el("th", { scope: "col", class: numeric(place) ? "num" : "" }, name)))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map(cell))))));
  }

  /** @param {unknown} value */
  const isTable = (value) => value !== null && typeof value === "object" && Array.isArray(value.rows)
    && Array.isArray(value.columns) && value.rows.every(Array.isArray) && typeof value.caption === "string";

  /** @param {string} field @param {unknown} value @returns {Node|string} */
  function valueOf(field, value) {
    const { el } = view;
    if (isTable(value)) return tableOf(value);
    if (Array.isArray(value)) {
      if (value.every((one) => typeof one !== "object" || one === null)) return value.map((one) => scalar(field, one)).join("; ");
      const parts = value.map((one) => valueOf(field, one));
      if (value.length === 1 || value.every(isTable)) return el("div", {}, ...parts);
      return el("ol", {}, ...parts.map((part) => el("li", {}, part)));
    }
    if (typeof value !== "object" || value === null) return scalar(field, value);
    return el("dl", { class: "inner" }, ...facts(value));
  }

  /** Whether people can read a member: an id without a name stands in the whole text alone. @param {string} name @param {unknown} value */
  const told = (name, value) => !IDS.includes(name) && (name !== "place" || words.own(words.HERE.villages, value) !== undefined);

  /** @param {object} members @param {string} [topic] @returns {HTMLElement[]} in the order of the words, what is unknown last */
  function facts(members, topic) {
    const known = Object.keys(WORDS.fields);
    const rank = (name) => (known.indexOf(name) + known.length) % known.length;
    return Object.keys(members).filter((name) => told(name, members[name])).sort((a, b) => rank(a) - rank(b))
      .map((name) => view.fact(words.label(name, topic), valueOf(name, members[name])));
  }

  /** @param {Uint8Array} data */
  const digest = (data) => bytes.hex(noble.sha256(data));

  /** @param {Given|null} entry @returns {object[]} the files that a record names */
  function named(entry) {
    const members = files.membersOf(entry);
    const list = members && members.body.attachments;
    return Array.isArray(list) ? list.filter((one) => one !== null && typeof one === "object") : [];
  }

  /** @param {Given} given @param {Given|null} entry */
  const isAttachment = (given, entry) => named(entry).some((one) => one.sha256 === digest(given.data));

  /** Whether a file has the name of one that the record names. @param {Given} given @param {Given|null} entry */
  const isNamed = (given, entry) => named(entry).some((one) => one.name === given.name);

  /** Which of the named files are here, byte for byte. @param {Given} entry @param {Given[]} others @returns {HTMLElement[]} */
  function attachments(entry, others) {
    const { el } = view;
    const here = others.map((given) => digest(given.data));
    const state = (one) => (here.includes(one.sha256) ? words.SAY.fileSame : words.SAY.fileLack);
    const lines = named(entry).map((one) => el("li", {}, el("b", {}, String(one.name)), state(one)));
    return lines.length ? [view.fact(words.SAY.files, el("ul", {}, ...lines))] : [];
  }

  /** What the act says, then what the ledger says of it. @param {Given} entry @param {Answer} answer @param {Given[]} others */
  function rows(entry, answer, others) {
    const { el, fact } = view;
    const { origin, members } = record.unseal(entry.data, () => true);
    const { attachments: _, title, ...rest } = members.body;
    const named = typeof title === "string" ? [el("h3", {}, title)] : [];
    const withheld = "withheld" in members ? [fact(words.SAY.withheld, valueOf("withheld", members.withheld))] : [];
    const signers = members.signers.map((name) => el("li", {}, words.who(name)));
    return [
      el("p", { class: "folio" }, WORDS.topics[members.topic] || members.topic), ...named,
      el("dl", { class: "facts said" }, ...facts(rest, members.topic), ...withheld, ...attachments(entry, others)),
      el("dl", { class: "facts" },
        fact(words.SAY.drawnUp, words.day(members.recorded_at)),
        fact(words.SAY.signers, el("ul", {}, ...signers)),
        fact(words.SAY.code, el("span", { class: "code" }, record.code(origin, answer.index, merkle.leafHash(entry.data)))),
        fact(words.SAY.ledger, origin),
        ...words.place(members).map((line) => fact(...line))),
    ];
  }

  /** @param {HTMLElement} section @param {Given} entry @param {Answer} answer @param {Given[]} others */
  function show(section, entry, answer, others) {
    const { el } = view;
    const text = bytes.decode(entry.data);
    const inside = [];
    if (files.membersOf(entry) && answer.index !== null) inside.push(...rows(entry, answer, others));
    if (text !== null) {
      inside.push(el("details", inside.length ? {} : { open: "" }, el("summary", {}, words.SAY.raw),
        el("pre", { class: "raw", tabindex: "0" }, text)));
    }
    section.replaceChildren(
      el("h2", { id: "text-name" }, words.SAY.text, el("small", {}, words.SAY.compare)),
      el("div", {}, el("p", { class: "lead" }, el("b", {}, words.SAY.same)), ...inside));
    section.hidden = inside.length === 0;
  }

  return { show, isAttachment, isNamed };
})();
