/* Ticks many checkboxes at once, and counts the ticked ones. */

export function tickedOf(boxes) {
  return boxes.filter((box) => box.checked);
}

export function areAllTicked(boxes) {
  return boxes.every((box) => box.checked);
}

/** Ticks all of them, or none where all are ticked. */
export function toggleAll(boxes) {
  const isTicked = !areAllTicked(boxes);
  for (const box of boxes) box.checked = isTicked;
}

/** Calls `show` now, after each change inside `element`, and when the page comes back with boxes that stayed ticked. */
export function showTicked(element, show) {
  element.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}
