/* Makes the fields of comments as high as their text, and asks before the page is left with a comment that is not saved. */

import { askBeforeLeaving } from "../unsaved/leaving.js";

const FIELDS = ".say textarea";
const LOWEST = 60;

export function startCommentFields() {
  for (const kind of ["input", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      if (target.matches?.(FIELDS)) fit(target);
    });
  }
  askBeforeLeaving(() => [...document.querySelectorAll(FIELDS)].some((field) => field.value.trim() !== ""));
}

function fit(field) {
  field.style.height = "auto";
  field.style.height = `${Math.max(field.scrollHeight + 2, LOWEST)}px`;
}
