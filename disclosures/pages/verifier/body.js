/**
 * The words of a record, large and by Vietnamese names, so that people can lay the paper beside them.
 */
"use strict";

const body = (() => {
  const DATE = /^\d{4}-\d{2}-\d{2}(T.*Z)?$/;
  const LAST = ["duties", "about", "attachments"];

  /** @param {string} field @param {string|number|boolean|null} value @returns {string} */
  function scalar(field, value) {
    const table = WORDS[words.NAMES[field]] || {};
    if (typeof value === "number") return words.number(value);
    if (typeof value !== "string") return { true: "có", false: "không", null: "không có" }[String(value)];
    if (Object.keys(table).includes(value)) return table[value];
    return DATE.test(value) ? words.day(value) : value;
  }

  /** @param {object} table caption, columns, rows, unit? */
  function tableOf({ caption, columns, rows, unit }) {
    const { el } = view;
    const cell = (value) => el("td", typeof value === "number" ? { class: "num" } : {}, scalar("", value));
    return el("div", { class: "roll", tabindex: "0", role: "region", "aria-label": caption }, el("table", {},
      el("caption", {}, unit ? `${caption} (${unit})` : caption),
      el("thead", {}, el("tr", {}, ...columns.map((name) => el("th", { scope: "col" }, name)))),
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
      return el("ol", {}, ...value.map((one) => el("li", {}, valueOf(field, one))));
    }
    if (typeof value !== "object" || value === null) return scalar(field, value);
    return el("dl", { class: "inner" }, ...facts(value));
  }

  /** @param {object} members @returns {HTMLElement[]} in the order of the words, what is unknown last */
  function facts(members) {
    const known = Object.keys(words.FIELDS);
    const rank = (name) => (LAST.includes(name) ? known.length + 1 : (known.indexOf(name) + known.length) % known.length);
    return Object.keys(members).sort((a, b) => rank(a) - rank(b))
      .map((name) => view.fact(words.FIELDS[name] || name, valueOf(name, members[name])));
  }

  /** @param {Uint8Array} data */
  const digest = (data) => bytes.hex(noble.sha256(data));

  /** @param {Given|null} entry @returns {object[]} the files that a record names */
  function named(entry) {
    if (!entry || !single.isRecord(entry.data)) return [];
    try {
      const { attachments } = record.unseal(entry.data, () => true).members.body;
      return Array.isArray(attachments) ? attachments.filter((one) => one !== null && typeof one === "object") : [];
    } catch (_) {
      return [];
    }
  }

  /** @param {Given} given @param {Given|null} entry */
  const isAttachment = (given, entry) => named(entry).some((one) => one.sha256 === digest(given.data));

  /** Which of the named files are here, byte for byte. @param {Given} entry @param {Given[]} others */
  function attachments(entry, others) {
    const { el } = view;
    const here = others.map((given) => digest(given.data));
    const lines = named(entry).map((one) => el("li", {}, el("b", {}, String(one.name)),
      here.includes(one.sha256) ? ": đúng là tệp mà tờ này ghi tên." : ": chưa chọn tệp này, hoặc tệp đã chọn không giống."));
    return lines.length ? [view.fact("Tệp kèm theo", el("ul", {}, ...lines))] : [];
  }

  /** @param {Sealed} sealed @param {Given} entry @param {Answer} answer @param {Given[]} others @returns {HTMLElement[]} */
  function rows(sealed, entry, answer, others) {
    const { members, origin } = sealed;
    const { attachments: _, ...rest } = members.body;
    const withheld = "withheld" in members ? [view.fact("Không công khai", valueOf("withheld", members.withheld))] : [];
    const code = record.code(origin, answer.index, merkle.leafHash(entry.data));
    return [
      ...facts(rest), ...withheld, ...attachments(entry, others),
      view.fact("Ngày lập", words.day(members.recorded_at)),
      view.fact("Ghi tên người ký", members.signers.map(words.holder).join("; ")),
      view.fact("Mã của tờ", view.el("span", { class: "code" }, code)),
      view.fact("Sổ", origin),
      view.fact("Hồ sơ", `${members.entity}, lần ghi ${members.entity_version}`),
    ];
  }

  /** @param {HTMLElement} section @param {Given} entry @param {Answer} answer @param {Given[]} others */
  function show(section, entry, answer, others) {
    const { el } = view;
    const text = bytes.decode(entry.data);
    const inside = [];
    if (single.isRecord(entry.data) && answer.index !== null) {
      const sealed = record.unseal(entry.data, () => true);
      const { topic } = sealed.members;
      inside.push(el("p", { class: "lead" }, el("b", {}, WORDS.topics[topic] || topic)),
        el("dl", { class: "facts said" }, ...rows(sealed, entry, answer, others)));
    }
    if (text !== null) {
      inside.push(el("details", inside.length ? {} : { open: "" }, el("summary", {}, "Nguyên văn từng chữ"),
        el("pre", { class: "raw", tabindex: "0" }, text)));
    }
    section.replaceChildren(
      el("h2", { id: "text-name" }, "Chữ trong tờ", el("small", {}, "Giống tờ giấy bà con đang cầm không?")),
      el("div", {}, ...inside));
    section.hidden = inside.length === 0;
  }

  return { show, isAttachment };
})();
