/* Writes the numbers of lists as text where 1. 2. 3. would change them: a), II., 一、, a list that begins at 3. */

import { styleOf } from "../nodes.js";
import { formatNumber, knownForm } from "./number_forms.js";

/** Returns whether there were any. The innermost lists go first. */
export function writeNumbersOut(page) {
  const lists = [...page.querySelectorAll("ol")].filter((list) => !isPlain(list)).reverse();
  lists.forEach((list) => writeOut(list, page));
  return lists.length > 0;
}

function isPlain(list) {
  return formOf(list) === "decimal" && numbersOf(list).every((number, at) => number === at + 1);
}

function writeOut(list, page) {
  const form = formOf(list);
  const numbers = numbersOf(list);
  itemsOf(list).forEach((item, at) => {
    const paragraph = page.createElement("p");
    const [first, rest] = splitItem(item);
    paragraph.append(item.nodeName === "LI" ? formatNumber(numbers[at], form) : "", ...first);
    list.before(paragraph, ...rest);
  });
  list.remove();
}

/** The first paragraph of an item, which its number stands before, and what follows it. */
function splitItem(item) {
  const nodes = [...item.childNodes].filter((node) => node.nodeType !== Node.TEXT_NODE || node.data.trim());
  const at = nodes.findIndex(isBlock);
  if (at < 0) return [nodes, []];
  if (at === 0 && nodes[0].matches("p, div")) return [[...nodes[0].childNodes], nodes.slice(1)];
  return [nodes.slice(0, at), nodes.slice(at)];
}

function isBlock(node) {
  return node.nodeType === Node.ELEMENT_NODE && node.matches("p, div, ul, ol, table");
}

function formOf(list) {
  const styled = /list-style(?:-type)?:\s*([a-z-]+)/.exec(styleOf(list))?.[1];
  return knownForm(styled || list.getAttribute("type") || "1");
}

function numbersOf(list) {
  const items = itemsOf(list);
  const step = list.hasAttribute("reversed") ? -1 : 1;
  let next = step < 0 ? items.length : 1;
  if (list.hasAttribute("start")) next = list.start;
  return items.map((item) => {
    const given = parseInt(item.getAttribute("value"), 10);
    const number = Number.isNaN(given) ? next : given;
    next = number + step;
    return number;
  });
}

function itemsOf(list) {
  return [...list.children].filter((item) => item.textContent.trim());
}
