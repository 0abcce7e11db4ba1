/* Sends a form once, however often its button is clicked: the browser would show the answer to the last click, and the
   first has done the work. */

/** `forMilliseconds` is how long no second sending is possible. Returns a function: whether the form is being sent. */
export function sendOnce(form, { forMilliseconds = null } = {}) {
  let isSending = false;
  const finish = () => {
    isSending = false;
  };
  form.addEventListener("submit", (event) => {
    if (isSending) event.preventDefault();
    isSending = true;
    if (forMilliseconds !== null) setTimeout(finish, forMilliseconds);
  });
  window.addEventListener("pageshow", finish); // back from the next page
  return () => isSending;
}
