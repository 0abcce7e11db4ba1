/* Sends the review forms without leaving the page and shows what the server answers. */

import { showMessage } from "../messages.js";
import { applyAnswer } from "./answers.js";
import { postForm } from "./requests.js";
import { holdPosition } from "./scrolling.js";

/** `onSend(form)` is called before a form is sent, `onReplaced()` when the parts of the answer are on the page. */
export function startSaving({ onSend = () => {}, onReplaced = () => {} } = {}) {
  let isSending = false;
  document.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (!form.matches(".say, .judge")) return;
    event.preventDefault();
    if (isSending) return;
    if (button?.getAttribute("aria-pressed") === "true") {
      showMessage("已经这样标了；要改主意，按另一个按钮或“取消标记”。");
      return;
    }
    isSending = true;
    send(form, button, { onSend, onReplaced }).finally(() => {
      isSending = false;
    });
  });
}

async function send(form, button, { onSend, onReplaced }) {
  const [address, body] = requestOf(form, button);
  form.classList.add("sending");
  onSend(form);
  holdPosition(form, () => showMessage("正在保存……"));
  try {
    const page = await postForm(address, body);
    holdPosition(form, () => applyAnswer(page, form, button, onReplaced));
  } catch (error) {
    showMessage(error.message, "error", { link: error.link });
  } finally {
    form.classList.remove("sending");
  }
}

function requestOf(form, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.set(button.name, button.value);
  return [button?.getAttribute("formaction") || form.getAttribute("action"), body];
}
