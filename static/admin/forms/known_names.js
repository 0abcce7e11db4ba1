/* Says below a field that suggests known names, before it is saved, that a name is new, and offers the known names that may
   be meant. The server says it again when the entry is saved. */

import { newElement } from "../common/elements.js";

const OFFERED = 3;

for (const input of document.querySelectorAll("input[list]")) {
  const list = document.getElementById(input.getAttribute("list"));
  if (list?.dataset.label) startHint(input, list);
}

function startHint(input, list) {
  const hint = newElement("p", { className: "known-hint" }, { role: "status" });
  input.after(hint);
  input.addEventListener("change", () => showHint(input, list, hint));
}

function showHint(input, list, hint) {
  const name = input.value.trim();
  const known = namesIn(list);
  hint.textContent = "";
  if (!name || known.includes(name)) return;
  hint.append(`“${name}”不在${list.dataset.label}里，保存时会新建。`);
  const similar = similarNames(name, known).slice(0, OFFERED);
  if (similar.length) hint.append("您是不是要选：");
  hint.append(...similar.map((other) => newChoice(other, input, hint)));
}

/** With their other names. */
function namesIn(list) {
  return [...list.options]
    .flatMap((option) => [option.value, ...(option.dataset.also || "").split("|")])
    .filter(Boolean);
}

/** Those of nearly the same length first. */
function similarNames(name, known) {
  const distance = (other) => Math.abs(other.length - name.length);
  return known
    .filter((other) => isPartOf(name, other) || isPartOf(other, name))
    .sort((one, other) => distance(one) - distance(other));
}

/** Whether the long name has all characters of the short one in their order. */
function isPartOf(short, long) {
  if (short.length < 2 || short.length >= long.length) return false;
  let from = 0;
  return [...short].every((character) => {
    from = long.indexOf(character, from) + 1;
    return from > 0;
  });
}

function newChoice(name, input, hint) {
  const button = newElement("button", { type: "button", textContent: name });
  button.addEventListener("click", () => {
    input.value = name;
    hint.textContent = "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
  return button;
}
