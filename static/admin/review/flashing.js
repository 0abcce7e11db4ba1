/* Highlights an element of the page for a moment. */

const MILLISECONDS = 2500;

/** A mark flashes with all marks of its quote. */
export function flash(element) {
  const thread = element.dataset.talk;
  const elements = thread ? document.querySelectorAll(`mark[data-talk="${thread}"]`) : [element];
  for (const element of elements) {
    element.classList.add("shown");
    setTimeout(() => element.classList.remove("shown"), MILLISECONDS);
  }
}
