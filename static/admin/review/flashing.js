/* Makes a place on the page stand out for a moment. */

const MILLISECONDS = 2500;

/** A mark flashes with all marks of its quote. */
export function flash(element) {
  const thread = element.dataset.talk;
  const places = thread ? document.querySelectorAll(`mark[data-talk="${thread}"]`) : [element];
  for (const place of places) {
    place.classList.add("shown");
    setTimeout(() => place.classList.remove("shown"), MILLISECONDS);
  }
}
