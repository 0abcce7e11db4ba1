/* Moves to the next entry that is still to be reviewed or changed. */

import { isVisible } from "../common/elements.js";
import { goToEntry, READING_TOP, readingPosition } from "./entries.js";
import { showMessage } from "./messages.js";

export function startRemaining() {
  document.addEventListener("click", (event) => {
    if (!event.target.closest("a.next")) return;
    event.preventDefault();
    goToNextRemaining();
  });
}

export function goToNextRemaining() {
  const remaining = [...document.querySelectorAll(".left")];
  if (!remaining.length) {
    showMessage("没有待审的了。");
    return;
  }
  if (!remaining.some(isVisible)) showAllEntries();
  const visible = remaining.filter(isVisible);
  const next = visible.find(isAheadOf(readingPosition()));
  goToEntry(next || visible[0]);
  if (!next) showMessage("已到末尾，从头开始。");
}

function showAllEntries() {
  for (const box of document.querySelectorAll(".toggles [id^=only]")) box.checked = false;
}

/** Behind the reading position while that is on the screen, otherwise below the top of the screen. */
function isAheadOf(position) {
  if (!position || !isOnScreen(position)) return (line) => line.getBoundingClientRect().top > READING_TOP;
  return (line) => position.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING;
}

function isOnScreen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > READING_TOP && top < window.innerHeight;
}
