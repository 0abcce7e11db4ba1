/* Stores what is typed as a comment or a reply until it is saved, and restores it when the page is opened again. */

import { openDetailsAround } from "../common/details.js";
import { newElement } from "../common/elements.js";
import { readRecord, removeRecord, writeRecord } from "../unsaved/records.js";
import { addMessage } from "./messages.js";
import { root } from "./root.js";

const FIELDS = ".say textarea, .say [name=quote]";

export function startUnsavedComments() {
  document.addEventListener("input", ({ target }) => {
    if (target.matches(FIELDS)) store(target.form);
  });
  // A form that is saved is reset.
  document.addEventListener("reset", ({ target }) => {
    if (target.matches(".say")) removeRecord(keyOf(target));
  });
  const restored = [...document.querySelectorAll("form.say")].filter(restore);
  if (restored.length) showRestored(restored);
}

function keyOf(form) {
  const { id } = form.elements.text;
  return `${root.dataset.user}:comment#${id === "say-whole" ? location.pathname : id}`;
}

function store(form) {
  const { text, quote, before } = form.elements;
  if (!text.value.trim()) removeRecord(keyOf(form));
  else {writeRecord(keyOf(form), {
      values: { text: text.value, quote: quote?.value || "", before: before?.value || "" },
    });}
}

/** Whether there was anything to restore. */
function restore(form) {
  const record = readRecord(keyOf(form));
  if (!record || form.elements.text.value) return false;
  for (const [name, value] of Object.entries(record.values)) {
    if (form.elements[name] && value) form.elements[name].value = value;
  }
  openDetailsAround(form);
  return true;
}

function showRestored(forms) {
  const text = `上次没有保存的意见已恢复（${forms.length} 处），请按“提交”或“回复”保存。`;
  const link = newElement("a", { href: `#${forms[0].elements.text.id}`, textContent: "去看看" });
  addMessage(text, "info").append(link);
}
