/* Below a field that suggests known names: says before saving that a name is new, and offers the ones that may be meant.
   The server says it again when the entry is saved. Chrome 109 is the oldest browser in use. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const isIn = (short, long) => {
    if (short.length < 2 || short.length >= long.length) return false;
    let from = 0;
    return [...short].every((character) => {
      from = long.indexOf(character, from) + 1;
      return from > 0;
    });
  };

  for (const input of document.querySelectorAll("input[list]")) {
    const list = document.getElementById(input.getAttribute("list"));
    if (!list || !list.dataset.label) continue;
    const hint = document.createElement("p");
    hint.className = "known-hint";
    hint.setAttribute("role", "status");
    input.insertAdjacentElement("afterend", hint);
    input.addEventListener("change", () => show(input, list, hint));
  }

  function show(input, list, hint) {
    const name = input.value.trim();
    const names = [...list.options].flatMap((option) => [option.value, ...(option.dataset.also || "").split("|")])
      .filter(Boolean);
    hint.textContent = "";
    if (!name || names.includes(name)) return;
    const near = names.filter((other) => isIn(name, other) || isIn(other, name));
    near.sort((a, b) => Math.abs(a.length - name.length) - Math.abs(b.length - name.length));
    hint.append(`“${name}”不在${list.dataset.label}里，保存时会新建。`);
    if (near.length) hint.append("您是不是要选：");
    for (const other of near.slice(0, 3)) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = other;
      button.addEventListener("click", () => {
        input.value = other;
        hint.textContent = "";
        input.dispatchEvent(new Event("input", { bubbles: true }));
        input.focus();
      });
      hint.append(button);
    }
  }
});
