/* Ticks the entries of a section at once, counts the ticked ones and offers only the places that take all of them.
   Without this script the boxes are ticked one by one. */

import { areAllTicked, showTicked, tickedOf, toggleAll } from "../common/checkboxes.js";

/** `bar` holds what can be done with the ticked entries. */
export function startBulk(bar) {
  const buttons = [...document.querySelectorAll("button.pick-all")];
  const show = () => {
    showBar(bar, tickedOf(boxesIn(document)));
    buttons.forEach(showButton);
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      toggleAll(boxesOf(button));
      show();
    });
  }
  showTicked(document, show);
}

function boxesIn(element) {
  return [...element.querySelectorAll("input.pick")];
}

function boxesOf(button) {
  return boxesIn(document.getElementById(button.dataset.section));
}

function showBar(bar, ticked) {
  const count = bar.querySelector(".ticked");
  count.textContent = ticked.length ? `已勾选 ${ticked.length} 条：` : count.dataset.none;
  const kinds = ticked.map((box) => box.closest(".line").dataset.kind);
  for (const option of bar.querySelectorAll("option[data-kinds]")) {
    const accepted = option.dataset.kinds.split(" ");
    option.disabled = !kinds.every((kind) => accepted.includes(kind));
  }
}

function showButton(button) {
  const boxes = boxesOf(button);
  button.hidden = !boxes.length;
  button.textContent = boxes.length && areAllTicked(boxes) ? "全不选" : "全选";
}
