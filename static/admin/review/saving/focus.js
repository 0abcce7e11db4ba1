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
  const place = document.getElementById(id);
  if (!place) return;
  const same = button?.name && place.querySelector(`[name="${button.name}"][value="${button.value}"]`);
  const target = same || (place.matches(FOCUSABLE) ? place : place.querySelector("button, summary, a") || place);
  target.focus({ preventScroll: true });
}
