/* Takes out tracked deletions and comments, which are no part of the text, and points out words that a line goes through:
   they may no longer hold. */

import { outermost, quote, styleOf } from "./nodes.js";

const COMMENT_CLASS = /\bmsocomanchor\b|\bmsocommentreference\b|\bmsocomoff\b|\bmsocomtxt\b/i;
const COMMENT_STYLE = /mso-element:\s*comment|mso-special-character:\s*comment/;
const COMMENT_NUMBER = /^\s*(\[[^\]]*\])?\s*$/;

export function takeOutRevisions(page, remarks) {
  const comments = takeOutComments(page);
  if (comments) remarks.add(`Word 批注没有粘贴进正文：“${comments}”。`);
  const deleted = takeOut(outermost(page.querySelectorAll("del, .msoDel, .msodel")));
  if (deleted) remarks.add(`修订时已删去的文字没有粘贴：“${deleted}”。`);
  const struck = quote(outermost(page.querySelectorAll("s, strike, [style*=line-through i]")));
  if (struck) remarks.add(`有带删除线的文字，文字已粘贴、删除线没有保留，请核对是否应删去：“${struck}”。`);
}

function takeOutComments(page) {
  const nodes = [...page.querySelectorAll("[class*=mso i], [style*=mso- i]")].filter(isComment);
  const comments = outermost(nodes);
  const text = quote(comments.filter((node) => !COMMENT_NUMBER.test(node.textContent)));
  takeOut(comments);
  return text;
}

function isComment(node) {
  return COMMENT_CLASS.test(node.className) || COMMENT_STYLE.test(styleOf(node));
}

/** Returns what is gone. */
function takeOut(nodes) {
  const text = quote(nodes);
  nodes.forEach((node) => node.remove());
  return text;
}
