/* Gives the focus back to where it was when the parts of the page around it are replaced. */

const FOCUSABLE = "textarea, input, a, button, [tabindex], summary";

/** `button` is the one that was pressed; the same button of the new part is preferred. */
export function holdFocus(button, change) {
  const before = document.activeElement?.closest("[id]");
  change();
  if (before && isFocusLost()) focusAgain(before.id, button);
}

function isFocusLost() {
  const focused = document.activeElement;
  return focused === document.body || !document.contains(focused.closest("[id]"));
}

function focusAgain(id, button) {
  const element = document.getElementById(id);
  if (!element) return;
  const same = button?.name && element.querySelector(`[name="${button.name}"][value="${button.value}"]`);
  const target = same ||
    (element.matches(FOCUSABLE) ? element : element.querySelector("button, summary, a") || element);
  target.focus({ preventScroll: true });
}
