/* Shows how far a long request of this page is (/admin/jobs/<token>/), from half a second on. */

import { newElement } from "../common/elements.js";
import { fetchJson } from "../common/requests.js";

const PATIENCE = 500;
const INTERVAL = 800;

let stopCurrent = () => {};

/** Names a request, so that the page can ask about it. */
export function newToken() {
  const numbers = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(numbers, (number) => number.toString(16).padStart(2, "0")).join("");
}

/** Shows the progress of this request in place of that of an earlier one, in `place` or in a line of its own.
    `text` says what is going on until the server says more. */
export function showProgress(token, text, place = null) {
  stopProgress();
  const display = newDisplay(text, place);
  let timer = setTimeout(refresh, PATIENCE);
  let isStopped = false;
  stopCurrent = () => {
    clearTimeout(timer);
    isStopped = true;
    display.remove();
  };

  async function refresh() {
    display.show();
    const report = await fetchJson(`/admin/jobs/${token}/`, { headers: { Accept: "application/json" } });
    if (isStopped) return;
    if (report?.is_done) {
      stopProgress();
      return;
    }
    display.show(report?.text);
    timer = setTimeout(refresh, INTERVAL);
  }
}

export function stopProgress() {
  stopCurrent();
}

function newDisplay(text, place) {
  const began = Date.now();
  let line = place;
  let shown = text;
  return {
    show(reported) {
      line = line || newLine();
      shown = reported || shown;
      line.textContent = `${shown}已用 ${Math.max(1, Math.round((Date.now() - began) / 1000))} 秒`;
    },
    remove() {
      if (!place) line?.remove();
    },
  };
}

function newLine() {
  const line = newElement("p", { className: "job" }, { role: "status" });
  document.body.append(line);
  return line;
}
