/* Applies the page that the server answers with: its parts that concern reviewing, and its message. */

import { addMessage, showMessage } from "../messages.js";
import { isReviewPage, root, rootOf } from "../root.js";
import { holdFocus } from "./focus.js";
import { replaceParts, replaceThreads } from "./replacing.js";

const OUTDATED = "您打开页面之后，本期又有改动。请刷新页面，看过最新内容再标记或审核。";

/** `form` and `button` are what was sent; `onReplaced` is called when the new parts are on the page. */
export function applyAnswer(page, form, button, onReplaced) {
  const message = page.querySelector("#review-message p, .messagelist li");
  const isRefused = message?.classList.contains("error");
  const isOutdated = isReviewPage && rootOf(page).dataset.version !== root.dataset.version;
  if (!isRefused) empty(form);
  holdFocus(button, () => {
    if (isOutdated) replaceThreads(page);
    else if (!isRefused) replaceParts(page);
    onReplaced();
  });
  show(message, isRefused);
  if (isOutdated) addMessage(OUTDATED, "error");
}

/** Also closes the fold of a new comment: its empty form would only take room. */
function empty(form) {
  form.reset();
  const fold = form.closest("details.add");
  if (!fold) return;
  if (fold.contains(document.activeElement)) fold.querySelector("summary").focus();
  fold.open = false;
}

function show(message, isRefused) {
  const text = message ? message.firstChild.textContent : "已保存。";
  const undo = message && message.querySelector("button.undo");
  showMessage(text, isRefused ? "error" : "success", { undo });
}
