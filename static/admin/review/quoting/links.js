/* Leads from a quote in the text to its comment thread, and from the thread back to the quote. */

import { flash } from "../flashing.js";
import { showMessage } from "../messages.js";

export function startQuoteLinks() {
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark.quoted");
    if (mark && !event.target.closest("a") && getSelection().isCollapsed) {
      showThread(mark.dataset.thread);
      return;
    }
    const link = event.target.closest(".thread blockquote a");
    if (!link) return;
    event.preventDefault();
    showQuote(link.hash.slice(1));
  });
}

export function showThread(id) {
  const thread = document.getElementById(id);
  if (!thread) return;
  thread.open = true;
  thread.querySelector("summary").focus({ preventScroll: true });
  thread.scrollIntoView({ block: "center", behavior: "instant" });
  flash(thread);
}

function showQuote(id) {
  const mark = document.getElementById(id);
  if (!mark) {
    showMessage("引用的文字已被改掉或删去。", "error");
    return;
  }
  const removed = mark.closest("details");
  if (removed) removed.open = true;
  flash(mark);
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center", behavior: "instant" });
}
