/* Gives requests that may take long a token, and shows their progress: posted forms, downloads, pages that only wait. */

import { newElement } from "../common/elements.js";
import { newToken, showProgress } from "./progress.js";

const FIELD = "job";

export function followForm(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  const token = newToken();
  tokenField(form).value = token;
  showProgress(token, form.dataset.busy || `正在处理“${labelOf(event.submitter, form)}”……`);
}

/** The page stays where it is: the server reports when the file has been sent. */
export function followDownload(event) {
  const link = event.target.closest?.("a[data-download]");
  if (!link || event.defaultPrevented || opensElsewhere(event)) return;
  const token = newToken();
  const plain = link.href;
  link.href = withToken(plain, token);
  setTimeout(() => {
    link.href = plain;
  });
  showProgress(token, `正在生成${link.dataset.download}……`);
}

/** `waiting` belongs to a page that only waits for another one. */
export function openInPlace(waiting) {
  const token = newToken();
  showProgress(token, waiting.textContent.trim(), waiting);
  location.replace(withToken(waiting.dataset.jobAddress, token));
}

function tokenField(form) {
  const present = form.querySelector(`input[type=hidden][name=${FIELD}]`);
  if (present) return present;
  const field = newElement("input", { type: "hidden", name: FIELD });
  form.append(field);
  return field;
}

function labelOf(submitter, form) {
  const button = submitter || form.querySelector("[type=submit], button");
  const label = button?.matches("input") ? button.value : button?.textContent;
  return label ? label.trim().replace(/…$/, "") : "请求";
}

function opensElsewhere({ button, ctrlKey, metaKey, shiftKey }) {
  return button || ctrlKey || metaKey || shiftKey;
}

function withToken(address, token) {
  const url = new URL(address, location.href);
  url.searchParams.set(FIELD, token);
  return url.href;
}
