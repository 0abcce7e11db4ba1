/* Shows the 字数 of the text that is being typed. The rule comes with the page (issues/document/word_count.py): each match of the
   pattern is a word. */

import { whenEditorsAreReady } from "../common/editors.js";

const PAUSE = 300;

const element = document.querySelector(".word-count");
const field = element && document.getElementById(element.dataset.field);
if (field) startCounting();

function startCounting() {
  const pattern = new RegExp(element.dataset.pattern, "gu");
  let timer = 0;
  const countLater = (readText) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      element.querySelector("b").textContent = (readText().match(pattern) || []).length;
    }, PAUSE);
  };
  field.addEventListener("input", () => countLater(() => field.value));
  whenEditorsAreReady((editor) => {
    if (editor.element.$ === field) editor.on("change", () => countLater(() => textOf(editor.getData())));
  });
}

/** A paragraph, an item and a cell end a word, marks within a word do not. */
function textOf(html) {
  const spaced = html.replace(/<\/?(?:p|br|li|[ou]l|t[a-z]+)\b[^>]*>/g, " $&");
  return new DOMParser().parseFromString(spaced, "text/html").body.textContent;
}
