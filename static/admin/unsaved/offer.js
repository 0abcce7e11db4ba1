/* Offers to restore the unsaved text of a form. */

import { fillForm, shownState } from "./form_values.js";
import { readRecord, removeRecord } from "./records.js";

/** `onRestored` is called when the form has the text again. */
export function offerRecord(form, offer, key, onRestored) {
  const record = readRecord(key);
  if (!record) return;
  const close = () => {
    offer.hidden = true;
    removeRecord(key);
  };
  const restore = offer.querySelector("[data-restore]");
  restore.textContent = `恢复 ${formatTime(record.at)} 未保存的内容`;
  restore.addEventListener("click", () => {
    fillForm(form, record);
    onRestored();
    form.dispatchEvent(new Event("input")); // for the warning on leaving
    close();
  });
  offer.querySelector("[data-drop]").addEventListener("click", close);
  offer.querySelector("[data-changed]").hidden = "adds" in offer.dataset || record.seen === shownState(form);
  show(offer);
}

function show(offer) {
  offer.hidden = false;
  const fold = offer.closest("details");
  if (fold) fold.open = true;
}

/** Today the time alone. */
function formatTime(milliseconds) {
  const then = new Date(milliseconds);
  const time = [then.getHours(), then.getMinutes()].map((number) => String(number).padStart(2, "0")).join(":");
  const isToday = then.toDateString() === new Date().toDateString();
  return isToday ? time : `${then.getMonth() + 1}月${then.getDate()}日 ${time}`;
}
