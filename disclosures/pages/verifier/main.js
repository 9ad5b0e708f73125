/**
 * The page's life: files come in by choosing or dropping, an answer goes out. Nothing leaves this machine.
 */
"use strict";

(() => {
  const { at } = view;
  const inside = at("policy");
  const given = () => (inside ? { name: words.SAY.inPage, data: bytes.encode(inside.textContent) } : null);
  let hand = { ...files.none(), policy: given() };

  /** @param {FileList} list */
  async function take(list) {
    const read = (file) => file.arrayBuffer().then((data) => ({ name: file.name, data: new Uint8Array(data) }));
    hand = files.take(hand, await Promise.all(Array.from(list, read)));
    view.show(hand, files.judge(hand));
  }

  function again() {
    hand = { ...files.none(), policy: given() };
    view.show(hand, null);
  }

  /** A printed code opens this page with its files after the #. */
  function fromAddress() {
    const fragment = location.hash.slice(1);
    if (!/^[0-9]/.test(fragment)) return;
    const found = printed.parse(fragment);
    hand = { ...files.none(), policy: given(), ...(found && { note: found[0], proof: found[1] }) };
    if (found) view.show(hand, files.judge(hand));
    else view.showForeign();
  }

  at("files").addEventListener("change", (event) => {
    take(event.target.files);
    event.target.value = "";
  });
  at("form").addEventListener("submit", (event) => event.preventDefault());
  at("form").addEventListener("reset", again);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    at("drop").classList.add("over");
  });
  document.addEventListener("dragleave", () => at("drop").classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    at("drop").classList.remove("over");
    if (event.dataTransfer.files.length) take(event.dataTransfer.files);
  });
  at("old").hidden = true;
  view.show(hand, null);
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
