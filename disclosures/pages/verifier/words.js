/**
 * What the page says, in Vietnamese. Sentences of codes and names of topics, roles, forms come from WORDS: the same
 * that the command and the other pages use. Rules: the act first; "bà con"; no blame; a refusal says what to do.
 */
"use strict";

const words = (() => {
  const TIE = "\u00a0";
  /** Names that the book beside this page knows: of villages, and of who holds a key. */
  const HERE = JSON.parse(document.getElementById("names").textContent);
  const VERDICTS = { valid: "Đúng", invalid: "Không giống", inconclusive: "Chưa kiểm được" };
  const KINDS = {
    note: "Tờ",
    entry: "Tờ",
    proof: "Giấy chứng",
    policy: "Danh sách khóa của sổ",
    attachment: "Tệp kèm theo",
  };
  const MISSING = {
    note: "Thiếu tờ cần kiểm: tệp có chữ và chữ ký, thường có đuôi .note.",
    proof: "Thiếu giấy chứng của tờ này: tệp có đuôi .tlog-proof.",
    policy: "Thiếu danh sách khóa của sổ: tệp tên là policy.",
    stranger: "Tờ thì đúng, nhưng có tệp không phải tệp mà tờ này ghi",
  };
  const GET = {
    note: "xin xã tệp của tờ ấy, rồi chọn thêm vào đây.",
    proof: "xin xã hoặc Ban Thanh tra nhân dân giấy chứng của tờ này, rồi chọn thêm vào đây.",
    policy: "xin Ban Thanh tra nhân dân danh sách khóa của sổ, rồi chọn thêm vào đây.",
    stranger: "bấm “Bỏ hết”, chọn lại mà không có tệp ấy, hoặc xin xã đúng tệp kèm theo tờ.",
  };
  const REPORT = "thì giữ tờ giấy và báo Ban Thanh tra nhân dân.";
  const COMPARE = {
    "disclosure.published": "so từng chữ, từng số trên giấy với chữ dưới đây. Giấy ghi “đã đính chính” thì số bị gạch phải giống "
      + `tờ này, số mới phải giống tờ đính chính: mã của tờ ấy in ở dòng “Bản này”, tệp tải ở trang hồ sơ. Khác ở chỗ nào nữa ${REPORT}`,
    "disclosure.corrected": "so chỗ đã đính chính trên giấy với chỗ “Đúng là” dưới đây; chữ còn lại so với tờ lần đầu. "
      + `Khác ở chỗ nào nữa ${REPORT}`,
    other: `so từng chữ, từng số trên giấy với chữ dưới đây. Khác dù một số ${REPORT}`,
  };
  const WAITING = {
    entry: "Sổ có tờ này, nhưng giấy chứng chưa đủ xác nhận của Ban Thanh tra nhân dân.",
    checkpoint: "Tờ chốt sổ này đúng chữ ký của sổ, nhưng chưa đủ xác nhận của Ban Thanh tra nhân dân.",
  };
  const SMALL = {
    valid: "“Đúng” nghĩa là không ai sửa tờ này. Không có nghĩa là điều viết trong tờ là sự thật. Tờ sau có thể đính chính tờ này: xem trang hồ sơ của nó.",
    invalid: "Đừng gửi tiền, đừng đưa mật khẩu cho ai vì tờ này.",
    inconclusive: "Chưa kiểm được không có nghĩa là sai.",
  };
  const SAY = {
    next: "Bà con làm gì tiếp: ",
    fault: "Khác ở chỗ nào?",
    checks: "Đã kiểm những gì?",
    lack: "chưa có",
    unused: "Không dùng đến",
    foreign: "Mã vuông này không phải giấy chứng của sổ.",
    unknown: "Không nhận ra tệp",
    inPage: "có sẵn trong trang này",
    onPaper: "trong mã vuông trên giấy",
    text: "Chữ trong tờ",
    compare: "So từng chữ, từng số.",
    same: "Giống tờ giấy bà con đang cầm không?",
    raw: "Nguyên văn từng chữ",
    files: "Tệp kèm theo",
    fileSame: ": đúng là tệp mà tờ này ghi.",
    fileLack: ": muốn kiểm thì chọn thêm tệp này.",
    withheld: "Không công khai",
    drawnUp: "Ngày lập",
    signers: "Người ký",
    code: "Mã của tờ",
    ledger: "Sổ",
    matter: "Hồ sơ",
    nth: "tờ thứ",
    about: "Về hồ sơ",
    true: "có",
    false: "không",
    null: "không có",
  };
  const HINTS = {
    "record.origin": "Có khi danh sách khóa là của xã khác: hãy xem lại.",
    "checkpoint.origin": "Có khi danh sách khóa là của xã khác: hãy xem lại.",
    "note.signer-unknown": "Có khi danh sách khóa là của xã khác: hãy xem lại.",
  };
  const NAMES = {
    forms: "forms", form: "forms", outcome: "outcomes", actor: "actors", section: "sections", media_type: "media",
    role: "roles", topic: "topics", family: "families", body: "bodies", bodies: "bodies", groups: "roles",
    kind: "kinds", place: "villages",
  };
  const BOARDS = ["board", "front", "inspection", "recommendation"];

  /** What a table says of a key that files may name as they like. @param {Object<string, string>} table @param {string} key */
  const own = (table, key) => (Object.keys(table).includes(key) ? table[key] : undefined);

  /** @param {string} text @returns {string} the same text on one line */
  const tie = (text) => text.replace(/ /g, TIE);

  /** @param {string} text */
  const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  /** @param {bigint|number} value @returns {string} 1.250.000 */
  const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ".");

  /** @param {string} iso 2025-11-07… @returns {string} 07/11/2025 */
  const day = (iso) => iso.slice(0, 10).split("-").reverse().join("/");

  /** The day at UTC+7. @param {bigint} seconds POSIX @returns {string} */
  function dayOf(seconds) {
    const instant = new Date((Number(seconds) + 7 * 3600) * 1000);
    return Number.isNaN(instant.getTime()) ? "(không có thật)" : day(instant.toISOString());
  }

  /** What a member is called; a Board's day is its own word, not the office's. @param {string} field @param {string} [topic] */
  function label(field, topic = "") {
    if (field === "on" && BOARDS.includes(topic.split(".")[0])) return "Ngày khai";
    return upper(own(WORDS.fields, field) || own(WORDS.counts, field) || field);
  }

  /** năm 2025, quý IV năm 2025, tháng 03/2025, tuần 07 năm 2025. @param {string} value */
  function period(value) {
    if (!/^\d{4}(-(Q[1-4]|H[12]|W\d\d|\d\d))?$/.test(value)) return value;
    const [year, part] = value.split("-");
    if (!part) return `năm ${year}`;
    const named = { Q: `quý ${["I", "II", "III", "IV"][part[1] - 1]}`, H: `sáu tháng ${part === "H1" ? "đầu" : "cuối"}`, W: `tuần ${part.slice(1)}` };
    return part[0] in named ? `${named[part[0]]} năm ${year}` : `tháng ${part}/${year}`;
  }

  /** Who holds a key, as the book beside this page or its name tells; the name itself where nothing does. @param {string} name */
  function who(name) {
    const told = own(HERE.holders, name) || own(WORDS.roles, name.split("/").pop().replace(/-\d+$/, ""));
    return told ? upper(told) : name;
  }

  /** The holder and the key's name. @param {string} name @returns {string} */
  const holder = (name) => (who(name) === name ? name : `${who(name)} (${name})`);

  /** What a code says, and what to do then. @param {string} code @returns {[string, string]} */
  function sentence(code) {
    const [what, ...then] = WORDS.codes[code].split("; ");
    return [`${what}.`, `${then.join("; ")}.`];
  }

  /** The character that no eye sees, where a detail names one. @param {string} detail @returns {string} */
  function reason(detail) {
    const found = /character (U\+[0-9A-F]+) at/.exec(detail);
    if (found) return `Trong tờ có ký tự ${found[1]} mà sổ không cho dùng; mắt có thể không thấy nó.`;
    if (/control character|byte order mark/.test(detail)) return "Trong tệp có ký tự ẩn mà mắt không thấy.";
    return "";
  }

  /** The one large sentence. @param {Answer} answer @param {Members|null} members */
  function lead(answer, members) {
    if (answer.verdict === "invalid") return reason(answer.detail) || sentence(answer.code)[0];
    if (answer.strange) return `${MISSING.stranger}: ${answer.strange.join(", ")}.`;
    if (answer.missing.length) return MISSING[answer.missing[0]];
    if (answer.verdict === "inconclusive") return WAITING[answer.index === null ? "checkpoint" : "entry"];
    if (members) return `Tờ này giống hệt tờ đã ký và ghi vào sổ, ngày lập ${day(members.recorded_at)}.`;
    if (answer.index !== null) return "Tệp này có trong sổ, giống từng chữ.";
    if (answer.size !== null) return `Đây là tờ chốt sổ thật của sổ ${answer.signers[0]}: ${number(answer.size)} tờ.`;
    return `Tờ này đúng là do ${answer.signers.map(holder).join(", ")} ký.`;
  }

  /** @param {Answer} answer @returns {string[]} */
  const confirmations = (answer) => (answer.verdict === "valid" && answer.size !== null && !answer.times.length)
    ? ["Danh sách khóa này không đòi ai xác nhận, nên chỉ có chữ ký của chính sổ."]
    : answer.times.map(([name, time]) => `${who(name)} đã xác nhận sổ, ngày${TIE}${dayOf(time)}.`);

  /** @param {Answer} answer @param {Members|null} members @returns {string} */
  function next(answer, members) {
    if (answer.verdict === "invalid") return sentence(answer.code)[1];
    if (answer.missing.length) return GET[answer.missing[0]];
    if (answer.verdict === "inconclusive") return "chờ Ban Thanh tra nhân dân xác nhận rồi xin giấy chứng mới, hoặc hỏi Ban vì sao chưa xác nhận.";
    if (members) return COMPARE[members.topic] || COMPARE.other;
    return "giữ tệp này cùng giấy tờ liên quan, sau này kiểm lại vẫn được.";
  }

  /** A matter by its family and its number, as the book's pages call it. @param {string} entity */
  function matter(entity) {
    const [family, ...number] = entity.split("/");
    const named = own(WORDS.families, family);
    return named ? `${named}, ${number.join("/")}` : entity;
  }

  /** Of which matter a record is, and which others it concerns. @param {Members} members @returns {[string, string][]} */
  function place({ entity, entity_version: nth, body: { about } }) {
    const said = [[SAY.matter, `${matter(entity)}, ${SAY.nth} ${nth}`]];
    const others = Array.isArray(about) ? about.filter((one) => typeof one === "string") : [];
    return others.length ? [...said, [SAY.about, others.map(matter).join("; ")]] : said;
  }

  /** What was checked, line by line. @param {Answer} answer @param {Members|null} members @returns {string[]} */
  function checks(answer, members) {
    const lines = [];
    if (members) lines.push("Tờ viết đúng mẫu, không có ký tự ẩn.");
    if (answer.size !== null) lines.push("Chữ ký của sổ trên tờ chốt sổ: đúng.");
    if (answer.index !== null) lines.push(`Tờ ở vị trí ${number(answer.index)} trong sổ ${number(answer.size)} tờ: đúng.`);
    for (const [name, time] of answer.times) lines.push(`${who(name)} đã xác nhận sổ, ngày${TIE}${dayOf(time)} (khóa ${name}): đúng.`);
    if (answer.verdict === "valid" && answer.times.length) lines.push("Số người xác nhận: đủ như danh sách khóa đòi.");
    if (members) {
      lines.push(`Chữ ký của ${members.signers.map(holder).join(", ")}: Ban Thanh tra nhân dân kiểm trước khi xác nhận cả sổ; trang này không kiểm lại.`);
    }
    return lines;
  }

  /** Where and what, for a report. @param {Answer} answer @returns {string} */
  function fault(answer) {
    const told = reason(answer.detail) ? `${sentence(answer.code)[0]} ` : "";
    const where = answer.file ? `Chỗ hỏng: ${KINDS[answer.file].toLowerCase()}. ` : "";
    const hint = HINTS[answer.code] ? `${HINTS[answer.code]} ` : "";
    return `${told}${where}${hint}Mã lỗi để báo: `;
  }

  return {
    VERDICTS, KINDS, SMALL, SAY, NAMES,
    HERE, own, number, day, period, label, who, sentence, lead, confirmations, next, place, checks, fault,
  };
})();
