/* Opens the form for a new comment, with the selected words as its quote. */

import { newElement } from "../../common/elements.js";
import { readSelection } from "./selection.js";

let selected = null; // what readSelection returned last
const button = newElement("button", { id: "quote-button", type: "button", textContent: "引用并提意见", hidden: true });

export function startCommenting() {
  let pressedWith = null; // the tap of a finger may clear the selection before it counts as a click
  document.body.append(button);
  button.addEventListener("pointerdown", () => {
    pressedWith = selected;
  });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const quote = selected || pressedWith;
    if (quote) openForm(quote.line, quote);
  });
  document.addEventListener("selectionchange", () => {
    selected = readSelection();
    button.hidden = selected === null;
    if (selected) placeButton();
  });
}

/** On the selected words, or else on this entry; without one, on the issue. */
export function openCommentForm(line) {
  openForm(selected ? selected.line : line, selected);
}

function openForm(line, quote) {
  const fold = (line || document.getElementById("whole")).querySelector(".add");
  if (!fold) return;
  fold.open = true;
  const form = fold.querySelector("form");
  if (quote && form.elements.quote) {
    form.elements.quote.value = quote.text;
    form.elements.before.value = quote.before;
  }
  button.hidden = true;
  form.elements.text.focus();
  form.scrollIntoView({ block: "nearest" });
}

/** Below the end of the selection. */
function placeButton() {
  const boxes = getSelection().getRangeAt(0).getClientRects();
  const box = boxes[boxes.length - 1];
  if (!box) return;
  const rightmost = document.documentElement.clientWidth - 70;
  button.style.top = `${window.scrollY + box.bottom + 6}px`;
  button.style.left = `${Math.min(window.scrollX + box.right, rightmost)}px`;
}
