/**
 * What the page says, in Vietnamese. Sentences of codes and names of topics, roles, forms come from WORDS: the same
 * that the command and the other pages use. Rules: the act first; "bà con"; no blame; a refusal says what to do.
 */
"use strict";

const words = (() => {
  const TIE = "\u00a0";
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
    time: "lần ghi",
    true: "có",
    false: "không",
    null: "không có",
  };
  const HINTS = {
    "proof.mismatch": "Có khi giấy chứng này là của tờ khác, hoặc một ứng dụng đã sửa tệp lúc gửi: hãy xin lại hai tệp gốc rồi kiểm lại.",
    "record.origin": "Có khi danh sách khóa là của xã khác: hãy xem lại.",
    "checkpoint.origin": "Có khi danh sách khóa là của xã khác: hãy xem lại.",
    "note.signer-unknown": "Có khi danh sách khóa là của xã khác: hãy xem lại.",
  };
  const FIELDS = {
    title: "Tên việc", legal_title: "Tên theo luật", what: "Việc gì", summary: "Tóm tắt", text: "Nội dung", number: "Số",
    kind: "Loại", issuer: "Nơi ban hành", on: "Ngày làm", for: "Ngày báo trước", until: "Đến hết ngày", period: "Kỳ",
    place: "Ở thôn, tổ", places: "Ở những nơi", affects: "Ảnh hưởng ai", todo: "Bà con làm được gì", by: "Chậm nhất ngày",
    forms: "Cách công khai", form: "Hình thức", changes: "Chỗ đính chính", field: "Mục", wrong: "Đã ghi", right: "Đúng là",
    reason: "Vì sao", basis: "Căn cứ", tables: "Bảng", items: "Các việc", item: "Việc trong kế hoạch", id: "Mã việc",
    section: "Phần", quote: "Nguyên văn kế hoạch", lines: "Dòng", deadline: "Hạn", audience: "Cho ai xem", agenda: "Chương trình",
    present: "Có mặt", total: "Tổng số", resolution_yes: "Đồng ý nghị quyết", subject: "Kiểm tra việc gì", findings: "Kết quả",
    to: "Gửi", outcome: "Trả lời", no_evidence: "Vì sao không có bằng chứng", counts: "Số đếm", unit: "Đơn vị", name: "Tên",
    duty: "Nghĩa vụ", version: "Bản", actor: "Ai làm", about: "Về hồ sơ", duties: "Nghĩa vụ", attachments: "Tệp kèm theo",
    media_type: "Loại tệp", sha256: "Dấu của tệp", size: "Cỡ", decided_by: "Ai quyết định", commitment: "Dấu cam kết",
    origin: "Tên sổ", log: "Khóa của sổ", keys: "Người được ký", threshold: "Số khóa gốc cần", witnesses: "Người xác nhận",
    quorum: "Số người xác nhận cần", every_days: "Xác nhận mỗi mấy ngày", families: "Việc dành riêng", rules: "Ai được ký gì",
    body: "Tổ chức", holder: "Người giữ", role: "Vai", vkey: "Khóa", bodies: "Tổ chức", family: "Nhóm việc",
    groups: "Nhóm người ký", topic: "Loại việc", proof: "Bằng chứng giữ khóa", villages: "Thôn, tổ", code: "Mã",
  };
  const NAMES = {
    forms: "forms", form: "forms", outcome: "outcomes", actor: "actors", section: "sections", media_type: "media",
    role: "roles", topic: "topics", family: "families", body: "bodies", bodies: "bodies", groups: "roles",
  };

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

  /** Who holds a key, as far as its name tells; the name itself where it tells nothing. @param {string} name */
  function who(name) {
    const role = name.split("/").pop().replace(/-\d+$/, "");
    return Object.keys(WORDS.roles).includes(role) ? upper(WORDS.roles[role]) : name;
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
    if (members) return "so từng chữ, từng số trên giấy với chữ dưới đây. Khác dù một số thì giữ tờ giấy và báo Ban Thanh tra nhân dân.";
    return "giữ tệp này cùng giấy tờ liên quan, sau này kiểm lại vẫn được.";
  }

  /** What was checked, line by line. @param {Answer} answer @param {Members|null} members @returns {string[]} */
  function checks(answer, members) {
    const lines = [];
    if (members) lines.push("Tờ viết đúng mẫu, không có ký tự ẩn.");
    if (answer.size !== null) lines.push("Chữ ký của sổ trên tờ chốt sổ: đúng.");
    if (answer.index !== null) lines.push(`Tờ ở vị trí ${number(answer.index)} trong sổ ${number(answer.size)} tờ: đúng.`);
    if (answer.verdict === "valid" && answer.times.length) lines.push("Số người xác nhận: đủ như danh sách khóa đòi.");
    if (members) {
      lines.push(`Chữ ký của ${members.signers.map(who).join(", ")}: Ban Thanh tra nhân dân kiểm trước khi xác nhận cả sổ; trang này không kiểm lại.`);
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
    VERDICTS, KINDS, SMALL, SAY, FIELDS, NAMES,
    number, day, who, sentence, lead, confirmations, next, checks, fault,
  };
})();
