/* Highlights an element of the page for a moment. */

const MILLISECONDS = 2500;

/** A mark flashes with all marks of its quote. */
export function flash(element) {
  const thread = element.dataset.thread;
  const elements = thread ? document.querySelectorAll(`mark[data-thread="${thread}"]`) : [element];
  for (const element of elements) {
    element.classList.add("shown");
    setTimeout(() => element.classList.remove("shown"), MILLISECONDS);
  }
}
