/* Asks before a form with unsaved changes is left, and sends the form once however often its button is clicked. */

import { editors } from "../common/editors.js";
import { sendOnce } from "../common/sending.js";
import { askBeforeLeaving } from "./leaving.js";

const STOPPED_AFTER = 5000; // milliseconds: somebody may have stopped the sending

const form = document.querySelector("#content-main > form");
if (form?.querySelector('[name="_save"], #unsaved-text')) guard(form);

function guard(form) {
  let isTouched = form.querySelector(".errornote, .errorlist") !== null; // a refused form is still unsaved
  const touch = () => {
    isTouched = true;
  };
  form.addEventListener("input", touch);
  form.addEventListener("change", touch);
  const isSending = sendOnce(form, { forMilliseconds: STOPPED_AFTER });
  askBeforeLeaving(() => !isSending() && (isTouched || editors().some((editor) => editor.checkDirty())));
}
