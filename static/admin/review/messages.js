/* Shows one message at a time in the status line of reviewing. */

import { newElement } from "../common/elements.js";

const SECONDS = 8;
const SECONDS_WITH_UNDO = 30;

const element = document.getElementById("review-message");

/** `kind` is "success", "error" or nothing; errors stay, other messages go after some seconds.
    `link` is `{address, text}`, opened in another tab; `undo` is the button of an answer that takes the action back. */
export function showMessage(text, kind = "", { link = null, undo = null } = {}) {
  element.replaceChildren();
  element.classList.add("floats"); // over the page, so that nothing moves
  const line = addMessage(text, kind);
  if (link) line.append(newElement("a", { href: link.address, target: "_blank", textContent: link.text }));
  if (undo) line.append(document.importNode(undo, true));
  if (kind !== "error") setTimeout(() => line.remove(), (undo ? SECONDS_WITH_UNDO : SECONDS) * 1000);
}

/** Adds a message to those that are shown. */
export function addMessage(text, kind) {
  const line = newElement("p", { className: kind, textContent: text });
  element.append(line);
  return line;
}
