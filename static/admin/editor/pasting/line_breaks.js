/* Joins the lines of the source: between two Chinese characters the end of a line leaves no space. */

import { textNodes } from "./nodes.js";
import { isPreformatted } from "./preformatted.js";

const CHINESE = /[\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;
const LINE_END = /([^\s])[ \t]*\r?\n\s*(?=([^\s]))/g;

export function joinLines(page) {
  let before = null;
  for (const text of textNodes(page).filter((node) => !isPreformatted(node))) {
    text.data = text.data.replace(LINE_END, (all, left, right) => (areChinese(left, right) ? left : all));
    if (before) joinNodes(before, text);
    if (text.data.trim()) before = text;
  }
}

/** Two neighbouring text nodes, with the end of a line between them. */
function joinNodes(before, text) {
  const left = before.data.trimEnd();
  const right = text.data.trimStart();
  const between = before.data.slice(left.length) + text.data.slice(0, text.data.length - right.length);
  if (!between.includes("\n") || !areChinese(left.slice(-1), right.slice(0, 1))) return;
  before.data = before.data.replace(/[ \t\r\n]+$/, "");
  text.data = text.data.replace(/^[ \t\r\n]+/, "");
}

function areChinese(left, right) {
  return CHINESE.test(left) && CHINESE.test(right);
}
