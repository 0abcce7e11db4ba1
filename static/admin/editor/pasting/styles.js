/* Marks bold, italic, raised and lowered text by tags where the page does it by style. */

import { styleOf } from "./nodes.js";

const HEADINGS = "h1, h2, h3, h4, h5, h6";
const INLINE =
  "span, font, a, b, strong, i, em, u, s, small, big, code, ins, mark, cite, q, dfn, var, kbd, samp, label, abbr, strike, tt, time";
const WEIGHTS = { __proto__: null, bold: true, bolder: true, normal: false, lighter: false };
const SLANTS = { __proto__: null, italic: true, oblique: true, normal: false };

/** From the innermost elements outwards. */
export function markByStyle(page) {
  for (const node of [...page.querySelectorAll("[style]")].reverse()) {
    if (node.matches(INLINE)) addMarks(node);
    if (node.matches("b, strong") && isBold(node) === false) unwrap(node);
    else if (node.matches("i, em") && isItalic(node) === false) unwrap(node);
  }
}

function addMarks(node) {
  const script = scriptOf(node);
  if (script && !node.closest("sup, sub")) wrap(node, script);
  if (isItalic(node) && !node.matches("i, em")) wrap(node, "em");
  if (isBold(node) && !node.matches("b, strong") && !node.closest(HEADINGS)) wrap(node, "strong");
}

/** `undefined` where the style does not say. */
function isBold(node) {
  const weight = /(?:^|;)\s*font-weight:\s*([a-z0-9]+)/.exec(styleOf(node))?.[1];
  return /^\d+$/.test(weight) ? Number(weight) >= 600 : WEIGHTS[weight];
}

/** `undefined` where the style does not say. */
function isItalic(node) {
  return SLANTS[/(?:^|;)\s*font-style:\s*([a-z]+)/.exec(styleOf(node))?.[1]];
}

/** "sup", "sub" or nothing. */
function scriptOf(node) {
  const style = styleOf(node);
  const align = /vertical-align:\s*([^;]+)/.exec(style)?.[1].trim() || "";
  if (/^super\b/.test(align)) return "sup";
  if (/^sub\b/.test(align)) return "sub";
  const raise = /mso-text-raise:\s*([^;]+)/.exec(style)?.[1];
  const by = parseFloat(raise || (/font-size:/.test(style) ? align : ""));
  if (by > 0) return "sup";
  return by < 0 ? "sub" : "";
}

function wrap(node, tag) {
  const mark = node.ownerDocument.createElement(tag);
  mark.append(...node.childNodes);
  node.append(mark);
}

function unwrap(node) {
  node.replaceWith(...node.childNodes);
}
