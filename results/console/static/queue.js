/* Keys for the queue: they press what can be pressed without them. Ticks and what was typed are kept in the tab until an
   act is done, so that to go on to another issue, or to sign in again, loses neither. */
"use strict";
(() => {
  const form = document.getElementById("judge");
  if (!form) return;
  const rows = [...form.querySelectorAll("[data-row]")];
  const boxes = rows.map((row) => row.querySelector("input[type=checkbox]"));
  const reason = document.getElementById("reason");
  const keys = document.getElementById("keys");
  const upon = form.querySelector(".upon");
  const store = window.sessionStorage;
  const looked = form.querySelector("input[name=at]");
  const ticksName = `xunwang-ticks-${form.dataset.who}`;
  const reasonName = looked ? `xunwang-reason-${form.dataset.who}-${looked.value.split(".")[0]}` : "";
  let sent = false;
  let armed = null;

  function current() {
    const found = rows.findIndex((row) => row.classList.contains("at"));
    return found;
  }

  function count() {
    const ticked = boxes.filter((box) => box.checked).length;
    if (!upon) return;
    upon.classList.toggle("ticked", ticked > 0);
    upon.textContent = ticked ? `已勾选 ${ticked} 个：下面的操作对这 ${ticked} 个一起做。` : upon.dataset.plain;
  }

  function keep() {
    store.setItem(ticksName, JSON.stringify(boxes.filter((box) => box.checked).map((box) => box.value)));
    count();
  }

  function restore() {
    if (upon) upon.dataset.plain = upon.textContent;
    if (form.dataset.done !== "0") {
      for (const name of Object.keys(store)) if (name === ticksName || name.startsWith("xunwang-reason-")) store.removeItem(name);
    }
    const ticked = new Set(JSON.parse(store.getItem(ticksName) || "[]"));
    for (const box of boxes) if (ticked.has(box.value)) box.checked = true;
    if (reason && !reason.value) reason.value = store.getItem(reasonName) || "";
    count();
  }

  function go(step) {
    const at = current();
    const row = rows[at < 0 ? 0 : at + step];
    if (row) row.querySelector("a").click();
  }

  function press(key) {
    const button = form.querySelector(`[aria-keyshortcuts="${key}"]`);
    if (!button) return;
    const field = button.dataset.for && document.getElementById(button.dataset.for);
    if (!field) {
      button.click();
      return;
    }
    armed = button;
    field.focus();
  }

  function typing(target) {
    return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || sent) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      const done = event.key === "Enter" && (event.ctrlKey || event.target.id === "into");
      if (done && armed && armed.dataset.for === event.target.id) {
        event.preventDefault();
        armed.click();
      }
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const acts = {
      j: () => go(1),
      k: () => go(-1),
      x: () => { const box = boxes[current()]; if (box) { box.checked = !box.checked; keep(); } },
      "?": () => { keys.hidden = !keys.hidden; },
    };
    const act = acts[event.key] || ("cdmatou".includes(event.key) ? () => press(event.key) : null);
    if (!act) return;
    event.preventDefault();
    act();
  });

  form.addEventListener("change", keep);
  if (reason) reason.addEventListener("input", () => store.setItem(reasonName, reason.value));
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });

  keys.hidden = false;
  restore();
  const at = rows[current()];
  if (at && window.matchMedia("(min-width: 901px)").matches) at.scrollIntoView({ block: "nearest" });
})();
