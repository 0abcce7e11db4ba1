/* Sends a form marked data-once once, however often its button is clicked: the browser would show the answer to the
   last click, and the first has done the work. Plain ES2020: Chrome 109 is the oldest browser in use. */
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-once]")) guard(form);
  });

  function guard(form) {
    let isSent = false;
    form.addEventListener("submit", (event) => {
      if (isSent) event.preventDefault();
      isSent = true;
    });
    window.addEventListener("pageshow", () => { isSent = false; }); // back from the next page
  }
})();
