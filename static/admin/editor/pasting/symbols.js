/* Replaces the letters of Word's symbol fonts by the signs that they look like. */

import { textNodes } from "./nodes.js";
import { SYMBOL_FONTS } from "./symbol_fonts.js";

const LETTERS = /[\x21-\x7e\xa1-\xff\uf021-\uf0ff]/g;

export function readSymbols(page) {
  for (const text of textNodes(page)) {
    const styled = text.parentElement.closest("[style*=font-family i], [face]");
    const table = styled && signsOf(fontOf(styled));
    if (table) text.data = text.data.replace(LETTERS, (letter) => signFor(letter, table));
  }
}

function signFor(letter, table) {
  const sign = table[(letter.charCodeAt(0) & 0xff) - 32];
  return sign && sign !== " " ? sign : letter;
}

function signsOf(font) {
  const name = Object.keys(SYMBOL_FONTS).find((known) => known.toLowerCase() === font);
  return name ? [...SYMBOL_FONTS[name]] : null;
}

/** The first font that the element names, in small letters. */
function fontOf(element) {
  const style = element.getAttribute("style") || "";
  const fonts = symbolFonts(style) || /(?:^|;)\s*font-family:\s*([^;]*)/i.exec(style)?.[1];
  const [first] = (fonts || element.getAttribute("face") || "").split(",");
  return first.replace(/["']/g, "").trim().toLowerCase();
}

function symbolFonts(style) {
  if (!/mso-char-type:\s*symbol/i.test(style)) return null;
  return /mso-symbol-font-family:\s*([^;]*)/i.exec(style)?.[1];
}
