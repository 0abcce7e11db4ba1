/* Drops pictures, which the text cannot have; pictures of a sign are replaced by the sign. */

import { outermost } from "./nodes.js";

const PICTURES = "img, picture, svg, canvas, video, object, embed, v\\:imagedata";
const SIGN_CLASS = /emoji|emotion|face|math|latex|tex\b|formula/i;
const SIGN_NAME = /^[[［【][^[\]［］【】]{1,8}[\]］】]$/;

/** An emoji, a formula. */
export function replaceDrawnSigns(page) {
  for (const image of page.querySelectorAll("img[alt]")) {
    const words = image.alt.trim();
    const isSign = words && words.length <= 12 && !/\p{L}/u.test(words);
    const isNamed = words && (SIGN_CLASS.test(image.className) || SIGN_NAME.test(words));
    if (isSign || isNamed) image.replaceWith(words);
  }
}

/** Paragraphs that held nothing else go as well. */
export function dropPictures(page, remarks) {
  const pictures = outermost(page.querySelectorAll(PICTURES));
  for (const picture of pictures) drop(picture, page.body);
  const count = pictures.filter((picture) => !isDot(picture)).length;
  if (count) remarks.add(`粘贴的内容里有 ${count} 张图片，没有导入。`);
}

function drop(picture, body) {
  let holder = picture.parentElement;
  picture.remove();
  while (holder && holder !== body && !holder.matches("td, th, li") && isBlank(holder)) {
    const above = holder.parentElement;
    holder.remove();
    holder = above;
  }
}

function isBlank(node) {
  return node.textContent.trim() === "" && !node.querySelector("table, ul, ol, hr");
}

/** A dot of one pixel is no picture. */
function isDot(picture) {
  return [picture.getAttribute("width"), picture.getAttribute("height")].includes("1");
}
