/* Moves to the next change of the text. */

import { isVisible } from "../common/elements.js";
import { READING_TOP, setCurrent } from "./entries.js";
import { flash } from "./flashing.js";
import { showMessage } from "./messages.js";

const CHANGES = ".line :is(ins, del, .cmp-reformatted, .cmp-added, .cmp-removed), .line:is(.new, .moved, .removed)";

export function goToNextChange() {
  const changes = [...document.querySelectorAll(CHANGES)].filter(isVisible).filter(isOutermost);
  const change = changes.find((element) => topOf(element) > READING_TOP + 2) || changes[0];
  if (!change) {
    showMessage("没有改动。");
    return;
  }
  const line = change.closest(".line");
  setCurrent(line);
  line.focus({ preventScroll: true });
  window.scrollBy({ top: topOf(change) - READING_TOP, behavior: "instant" });
  flash(change);
}

function isOutermost(element) {
  return !element.parentElement.closest("ins, del, .cmp-added, .cmp-removed");
}

function topOf(element) {
  return element.getBoundingClientRect().top;
}
