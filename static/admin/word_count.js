/* 字数 of the text that is being typed. The rule comes with the page (issues/word_count.py): one match of the pattern is
   one word. Plain ES2020. */
(() => {
  const PAUSE = 300;

  document.addEventListener("DOMContentLoaded", () => {
    const place = document.querySelector(".word-count");
    const field = place && document.getElementById(place.dataset.field);
    if (field) watch(field, new RegExp(place.dataset.pattern, "gu"), place.querySelector("b"));
  });

  function watch(field, words, shown) {
    let timer = 0;
    const show = (text) => {
      shown.textContent = (text.match(words) || []).length;
    };
    const later = (text) => {
      clearTimeout(timer);
      timer = setTimeout(() => show(text()), PAUSE);
    };
    field.addEventListener("input", () => later(() => field.value));
    if (!window.CKEDITOR) return;
    CKEDITOR.on("instanceReady", ({ editor }) => {
      if (editor.element.$ === field) editor.on("change", () => later(() => textOf(editor.getData())));
    });
  }

  /* A paragraph, an item and a cell end a word, marks within a word do not. */
  function textOf(html) {
    const apart = html.replace(/<\/?(?:p|br|li|[ou]l|t[a-z]+)\b[^>]*>/g, " $&");
    return new DOMParser().parseFromString(apart, "text/html").body.textContent;
  }
})();
