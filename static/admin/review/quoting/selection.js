/* Reads which words of an entry are selected. */

import { lettersOf, textOf } from "./letters.js";

const LETTERS_BEFORE = 60;

/** `{line, text, before}`: the entry, the selected words and those before them; null where nothing can be quoted. */
export function readSelection() {
  const range = selectedRange();
  const read = range && elementAt(range.startContainer).closest(".read:not(.removed)");
  const line = read?.closest(".line");
  if (!line?.querySelector(".add")) return null;
  const letters = lettersOf(read);
  const selected = letters.filter((letter) => isInside(range, letter));
  if (!selected.length) return null;
  const first = letters.indexOf(selected[0]);
  const before = letters.slice(Math.max(0, first - LETTERS_BEFORE), first);
  return { line, text: textOf(selected), before: textOf(before) };
}

function selectedRange() {
  const selection = getSelection();
  return selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
}

function elementAt(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
}

function isInside(range, [node, at]) {
  return range.comparePoint(node, at) === 0 && range.comparePoint(node, at + 1) === 0;
}
