/* Asks before a page with unsaved text is left. */

/** `hasUnsaved` is called when somebody is about to leave. */
export function askBeforeLeaving(hasUnsaved) {
  window.addEventListener("beforeunload", (event) => {
    if (!hasUnsaved()) return;
    event.preventDefault();
    event.returnValue = ""; // Chrome before 119 asks only for this
  });
}
