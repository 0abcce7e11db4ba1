/* Makes paragraphs of the lines of preformatted text. */

import { ancestorsOf, styleOf, textNodes } from "./nodes.js";

const TAGS = ["PRE", "LISTING", "XMP"];
const VALUES = ["pre", "pre-wrap", "pre-line", "break-spaces"];

export function splitPreformatted(page) {
  page.querySelectorAll("pre, listing, xmp").forEach((pre) => {
    const box = page.createElement("div");
    box.append(...contentOf(pre, page));
    pre.replaceWith(box);
  });
  breakLines(textNodes(page).filter(isPreformatted), page);
}

/** By tag, or by the nearest style that says so or not. */
export function isPreformatted(node) {
  for (const ancestor of ancestorsOf(node)) {
    const value = /(?:^|;)\s*white-space:\s*([a-z-]+)/.exec(styleOf(ancestor))?.[1];
    if (value && value !== "inherit") return VALUES.includes(value);
    if (TAGS.includes(ancestor.tagName)) return true;
  }
  return false;
}

/** Paragraphs; or, where other tags stand among the lines, these with two breaks at the end of each line. */
function contentOf(pre, page) {
  if (pre.children.length) {
    breakLines(textNodes(page).filter((text) => pre.contains(text)), page);
    return pre.childNodes;
  }
  const lines = pre.textContent.split(/\r?\n/).filter((line) => line.trim());
  if (!lines.length) return pre.childNodes;
  return lines.map((line) => Object.assign(page.createElement("p"), { textContent: line }));
}

function breakLines(texts, page) {
  const newBreaks = () => [page.createElement("br"), page.createElement("br")];
  for (const text of texts.filter(({ data }) => /\n/.test(data))) {
    const lines = text.data.split(/\r?\n/);
    text.replaceWith(...lines.flatMap((line, at) => (at ? [...newBreaks(), line] : [line])));
  }
}
