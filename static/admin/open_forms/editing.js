/* Tells the server that a form is open and whether somebody types in it, and hears who else has it open.
   It goes on while the page is hidden: whoever looks something up in another window has the form open still. */

import { whenEditorsAreReady } from "../common/editors.js";
import { askOpenForms, repeat } from "./requests.js";

const IDLE = 10 * 60 * 1000; // milliseconds without any action: as if the form were closed

/** `element` has the address and what is edited; `onOthers` is called with sentences about the others. */
export function reportEditing(element, form, onOthers) {
  const { isActive, takeTyped, putTypedBack } = followActivity(form);
  const stop = repeat(report);
  report();
  window.addEventListener(
    "pagehide",
    () => navigator.sendBeacon(element.dataset.address, bodyOf(element, form, "left")),
  );
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) report();
  });

  async function report() {
    if (!isActive()) return;
    const hasTyped = takeTyped();
    const body = bodyOf(element, form, hasTyped ? "typed" : null);
    const answer = await askOpenForms(element.dataset.address, { method: "POST", body }, stop);
    if (answer) onOthers(answer.others);
    else if (hasTyped) putTypedBack(); // for the next report
  }
}

function followActivity(form) {
  let lastActive = Date.now();
  let hasTyped = false;
  const act = () => {
    lastActive = Date.now();
  };
  const type = () => {
    act();
    hasTyped = true;
  };
  for (const kind of ["pointerdown", "keydown", "scroll"]) window.addEventListener(kind, act, { passive: true });
  form.addEventListener("input", type);
  form.addEventListener("change", type);
  whenEditorsAreReady((editor) => editor.on("change", type));
  return {
    isActive: () => Date.now() - lastActive <= IDLE,
    takeTyped() {
      const typed = hasTyped;
      hasTyped = false;
      return typed;
    },
    putTypedBack() {
      hasTyped = true;
    },
  };
}

function bodyOf(element, form, event) {
  const body = new FormData();
  body.append("what", element.dataset.what);
  body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  if (event) body.append(event, "1");
  return body;
}
