/* Stores what is typed in a form until it is saved: a closed tab, a crash or an expired session loses nothing.
   Each time that a form is opened has a record of its own, under the person and the address. */

import { whenEditorsAreReady } from "../common/editors.js";
import { shownState, valuesOf } from "./form_values.js";
import { offerRecord } from "./offer.js";
import { recordKeys, removeRecord, writeRecord } from "./records.js";

const PAUSE = 800;

/** `offer` is the element that offers to restore an earlier record. Returns `{stop}`: nothing is stored after it. */
export function startFormRecord(form, offer) {
  const beginning = `${offer.dataset.user}:${location.pathname}${location.search}#`;
  const earlier = recordKeys(beginning).sort();
  const recorder = newRecorder(form, `${beginning}${Date.now()}`);
  if (form.querySelector(".errornote, .errorlist")) {
    earlier.forEach(removeRecord); // a refused form stands on the page as it was typed
    recorder.touch();
    whenEditorsAreReady(recorder.store);
    recorder.store();
  } else {
    const latest = earlier.pop();
    earlier.forEach(removeRecord);
    if (latest) offerRecord(form, offer, latest, recorder.touch);
  }
  return recorder;
}

function newRecorder(form, key) {
  let timer = 0;
  let isTouched = false;
  let isStopped = false;

  const store = () => {
    clearTimeout(timer);
    if (isTouched && !isStopped) writeRecord(key, { seen: shownState(form), values: valuesOf(form) });
  };
  const touch = () => {
    isTouched = true;
    clearTimeout(timer);
    timer = setTimeout(store, PAUSE);
  };
  const stop = () => {
    isStopped = true;
  };
  follow(form, touch, store);
  return { store, touch, stop };
}

function follow(form, touch, store) {
  form.addEventListener("input", touch);
  form.addEventListener("change", touch);
  whenEditorsAreReady((editor) =>
    editor.on("change", () => {
      if (editor.checkDirty()) touch();
    })
  );
  form.addEventListener("submit", store);
  window.addEventListener("pagehide", store);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) store();
  });
}
