/* Asks before a form with unsaved changes is left, and sends a form once however often the button is clicked.
   Plain ES2020: Chrome 109 is the oldest browser in use. */
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("#content-main > form");
    if (form && form.querySelector('[name="_save"], #unsaved-text')) watch(form);
  });

  function watch(form) {
    let isTouched = form.querySelector(".errornote, .errorlist") !== null; // what was refused is still unsaved
    let isSending = false;
    const ready = () => {
      isSending = false;
    };
    const touch = () => {
      isTouched = true;
    };
    form.addEventListener("input", touch);
    form.addEventListener("change", touch);

    form.addEventListener("submit", (event) => {
      if (isSending) event.preventDefault();
      isSending = true;
      setTimeout(ready, 5000); // sending may have been stopped
    });
    window.addEventListener("pageshow", ready); // back from the next page

    window.addEventListener("beforeunload", (event) => {
      if (isSending || !(isTouched || isRichTextChanged())) return;
      event.preventDefault();
      event.returnValue = ""; // Chrome before 119 asks only for this
    });
  }

  function isRichTextChanged() {
    return Object.values(window.CKEDITOR ? CKEDITOR.instances : {}).some((editor) => editor.checkDirty());
  }
})();
