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

  /** The one large sentence. @param {Answer} answer @param {Given|null} entry */
  function lead(answer, entry) {
    if (answer.verdict === "invalid") return words.reason(answer.detail) || words.sentence(answer.code)[0];
    if (answer.missing.length) return words.MISSING[answer.missing[0]];
    if (answer.verdict === "inconclusive") return "Sổ có tờ này, nhưng giấy chứng chưa đủ xác nhận của Ban Thanh tra nhân dân.";
    const members = files.membersOf(entry);
    if (members) return `Tờ này giống hệt tờ xã đã ký, ngày lập ${words.day(members.recorded_at)}.`;
    if (answer.index !== null) return "Tệp này có trong sổ, giống từng chữ.";
    if (answer.size !== null) return `Đây là tờ chốt sổ thật của sổ ${answer.signers[0]}: ${words.number(answer.size)} tờ.`;
    return `Tờ này đúng là do ${answer.signers.map(words.holder).join(", ")} ký.`;
  }

  /** @param {Answer} answer @returns {string[]} */
  const confirmations = (answer) =>
    answer.times.map(([name, time]) => `${words.who(name)} đã xác nhận sổ, ngày${words.TIE}${words.dayOf(time)}.`);

  /** @param {Answer} answer @param {Given|null} entry @returns {string} */
  function next(answer, entry) {
    if (answer.verdict === "invalid") return words.sentence(answer.code)[1];
    if (answer.missing.length) return words.GET[answer.missing[0]];
    if (answer.verdict === "inconclusive") return "chờ Ban Thanh tra nhân dân xác nhận rồi xin giấy chứng mới, hoặc hỏi Ban vì sao chưa xác nhận.";
    if (files.membersOf(entry)) return "so từng chữ, từng số trên giấy với chữ dưới đây. Khác dù một số thì giữ tờ giấy và báo Ban Thanh tra nhân dân.";
    return "giữ tệp này cùng giấy tờ liên quan, sau này kiểm lại vẫn được.";
  }

  /** What was checked, line by line. @param {Answer} answer @param {Given|null} entry @returns {string[]} */
  function checks(answer, entry) {
    const lines = [];
    const members = files.membersOf(entry);
    if (members) lines.push("Tờ viết đúng mẫu, không có ký tự ẩn.");
    if (answer.size !== null) lines.push("Chữ ký của sổ trên tờ chốt sổ: đúng.");
    if (answer.index !== null) lines.push(`Tờ ở vị trí ${words.number(answer.index)} trong sổ ${words.number(answer.size)} tờ: đúng.`);
    if (answer.size !== null && answer.verdict === "valid") {
      lines.push(answer.times.length ? "Số người xác nhận: đủ như danh sách khóa đòi." : "Danh sách khóa này không đòi ai xác nhận.");
    }
    if (members) {
      lines.push(`Chữ ký của ${members.signers.map(words.who).join(", ")}: Ban Thanh tra nhân dân kiểm trước khi xác nhận cả sổ; trang này không kiểm lại.`);
    }
    return lines;
  }

  /** @param {Answer} answer @param {Given|null} entry @returns {HTMLElement[]} */
  function more(answer, entry) {
    if (answer.verdict === "invalid") {
      const told = words.reason(answer.detail) ? `${words.sentence(answer.code)[0]} ` : "";
      const where = answer.file ? `Chỗ hỏng: ${words.KINDS[answer.file].toLowerCase()}. ` : "";
      const hint = words.HINTS[answer.code] ? `${words.HINTS[answer.code]} ` : "";
      return [el("details", {}, el("summary", {}, "Khác ở chỗ nào?"),
        el("p", {}, `${told}${where}${hint}Mã lỗi để báo: `, el("b", { class: "keep" }, answer.code), "."))];
    }
    const lines = checks(answer, entry);
    if (answer.missing.length || !lines.length) return [];
    return [el("details", {}, el("summary", {}, "Đã kiểm những gì?"), el("ul", {}, ...lines.map((line) => el("li", {}, line))))];
  }

  const SMALL = {
    valid: "“Đúng” nghĩa là không ai sửa. Không có nghĩa là điều viết trong tờ là sự thật.",
    invalid: "Đừng gửi tiền, đừng đưa mật khẩu cho ai vì tờ này.",
    inconclusive: "Chưa kiểm được không có nghĩa là sai.",
  };
  const LOOK = { valid: "yes", invalid: "no", inconclusive: "open" };

  /** @param {Answer} answer @param {Given|null} entry */
  function showAnswer(answer, entry) {
    const box = at("answer");
    box.className = `answer ${LOOK[answer.verdict]}`;
    const shape = at(`shape-${answer.verdict}`).content.cloneNode(true);
    box.replaceChildren(
      el("h2", { tabindex: "-1", id: "verdict" }, shape, el("span", {}, words.VERDICTS[answer.verdict])),
      el("p", { class: "lead" }, lead(answer, entry)),
      ...(answer.verdict === "invalid" ? [] : confirmations(answer).map((line) => el("p", {}, line))),
      el("p", {}, el("b", {}, "Bà con làm gì tiếp: "), next(answer, entry)),
      ...more(answer, entry),
      el("p", { class: "small" }, SMALL[answer.verdict]),
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
    showUnknown("Mã vuông này không phải giấy chứng của sổ.");
  }

  /** @param {Hand} hand @param {Given|null} entry */
  function showSlots(hand, entry) {
    const slots = [["note", entry], ["proof", hand.proof], ["policy", hand.policy]].map(([kind, given]) =>
      el("li", { class: given ? "have" : "lack" }, el("b", {}, words.KINDS[kind]), el("span", {}, given ? given.name : "chưa có")));
    const rest = hand.others.filter((given) => given !== entry && !body.isAttachment(given, entry));
    at("slots").replaceChildren(...slots, ...rest.map((given) =>
      el("li", { class: "lack" }, el("b", {}, "Không dùng đến"), el("span", {}, given.name))));
  }

  /** @param {Hand} hand @param {Answer|null} answer */
  function show(hand, answer) {
    const entry = files.entryOf(hand);
    at("text").hidden = true;
    at("again").hidden = answer === null;
    at("lead").hidden = answer !== null;
    showSlots(hand, entry);
    if (answer === null) {
      at("answer").hidden = true;
    } else if (!entry && !hand.proof && !hand.policy) {
      showUnknown(`Không nhận ra tệp ${hand.others.map((one) => one.name).join(", ")}.`);
    } else {
      showAnswer(answer, entry);
      if (answer.index !== null || answer.verdict === "valid") body.show(at("text"), entry, answer, hand.others);
    }
  }

  return { at, el, fact, show, showForeign };
})();
