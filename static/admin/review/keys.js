/* Follows the keys of the review page. */

import { goToNextChange } from "./changes.js";
import { leaveFolds, openContents, toggleKeys } from "./contents.js";
import { currentEntry, goToNextEntry, goToPreviousEntry } from "./entries.js";
import { showMessage } from "./messages.js";
import { openCommentForm } from "./quoting/commenting.js";
import { showThread } from "./quoting/links.js";
import { goToNextRemaining } from "./remaining.js";

const ACTIONS = {
  j: goToNextEntry,
  k: goToPreviousEntry,
  n: goToNextChange,
  d: goToNextRemaining,
  g: openContents,
  p: () => press(".judge [value=passed]"),
  x: () => press(".judge [value=needs_change]"),
  c: () => openCommentForm(currentEntry()),
  r: reply,
  "?": toggleKeys,
  "？": toggleKeys,
};

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target } = event;
    const isTyping = target.closest("textarea, select, input:not([type=checkbox])");
    if (event.key === "Escape") escape(target, isTyping);
    if (event.key === "Escape" || isTyping) return;
    const action = ACTIONS[keyOf(event)];
    if (action) {
      event.preventDefault();
      action();
    } else if (event.key === "Enter" && target.matches("mark.quoted")) showThread(target.dataset.thread);
  });
}

/** A Chinese input method that is on reports only the position of the key. */
function keyOf({ key, code }) {
  return key === "Process" ? code.replace("Key", "").toLowerCase() : key;
}

function escape(target, isTyping) {
  if (isTyping) target.blur();
  else leaveFolds(target);
}

function press(selector) {
  const line = currentEntry();
  if (line) line.querySelector(selector)?.click();
  else showMessage("请先用 j、k 选一条。");
}

function reply() {
  const line = currentEntry();
  const field = line?.querySelector(".thread.open textarea") || line?.querySelector(".thread textarea");
  if (!field) return;
  field.closest("details").open = true;
  field.focus();
}
