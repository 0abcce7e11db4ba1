/* Knows which entry of the review page is the current one, and moves to others. */

import { isVisible } from "../common/elements.js";

/** Pixels from the top of the window, below the bar, at which reading begins. */
export const READING_TOP = 130;

let current = null;
let destination = null; // where a link of the contents has led

export function startEntries() {
  document.addEventListener("focusin", (event) => {
    const line = event.target.closest(".line");
    if (line) setCurrent(line);
  });
  const linked = location.hash && document.getElementById(location.hash.slice(1))?.closest(".line");
  if (linked) setCurrent(linked);
}

export function visibleEntries() {
  return [...document.querySelectorAll(".line")].filter(isVisible);
}

/** The one with the focus, or else the one that had it last, while it is shown. */
export function currentEntry() {
  const focused = document.activeElement?.closest(".line");
  return focused || (current && isVisible(current) ? current : null);
}

export function setCurrent(line) {
  if (current) current.classList.remove("current");
  current = line;
  destination = null;
  if (line) line.classList.add("current");
}

/** There is no current entry any more: the reader has gone to this element. */
export function setDestination(element) {
  setCurrent(null);
  destination = element;
}

/** Where the reader is, for what comes next: an entry, an element of the contents or null. */
export function readingPosition() {
  return destination || currentEntry();
}

export function goToEntry(line) {
  if (!line) return;
  setCurrent(line);
  line.focus({ preventScroll: true });
  line.scrollIntoView({ block: "start", behavior: "instant" });
}

export function goToNextEntry() {
  const lines = visibleEntries();
  const at = lines.indexOf(currentEntry());
  goToEntry(at < 0 ? lines[firstBelowBar(lines)] : lines[Math.min(at + 1, lines.length - 1)]);
}

export function goToPreviousEntry() {
  const lines = visibleEntries();
  goToEntry(lines[Math.max(lines.indexOf(currentEntry()) - 1, 0)]);
}

function firstBelowBar(lines) {
  return Math.max(0, lines.findIndex((line) => line.getBoundingClientRect().bottom > READING_TOP - 10));
}
