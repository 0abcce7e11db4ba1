/* Highlights in the entries the words that comments quote. */

import { lettersOf, textOf, withoutSpaces } from "./letters.js";

export function highlightQuotes() {
  removeHighlights();
  for (const line of document.querySelectorAll(".line")) {
    for (const thread of line.querySelectorAll(".thread")) {
      if (thread.querySelector("blockquote a")) highlight(line, thread);
    }
  }
}

function removeHighlights() {
  for (const mark of document.querySelectorAll("mark.quoted")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}

function highlight(line, thread) {
  const letters = lettersOf(line.querySelector(".read"));
  const quote = withoutSpaces(thread.querySelector("blockquote a").textContent);
  const start = findQuote(textOf(letters), quote, withoutSpaces(thread.dataset.before || ""));
  if (start < 0) return;
  runsOf(letters.slice(start, start + quote.length)).forEach((run, index) => {
    const mark = newMark(thread);
    if (index === 0) makeTarget(mark, thread);
    wrap(run, mark);
  });
}

/** Of several places the one that follows the same words; -1 where there is none. */
function findQuote(text, quote, before) {
  let best = -1;
  let longest = -1;
  for (let at = text.indexOf(quote); quote && at >= 0; at = text.indexOf(quote, at + 1)) {
    const length = commonEnd(text.slice(0, at), before);
    if (length > longest) [best, longest] = [at, length];
  }
  return best;
}

/** How many letters both texts have in common at their ends. */
function commonEnd(one, other) {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[one.length - 1 - length] === other[other.length - 1 - length]) length += 1;
  return length;
}

/** Letters of one text node each: `{node, start, end}`. */
function runsOf(letters) {
  const runs = [];
  for (const [node, at] of letters) {
    const last = runs[runs.length - 1];
    if (last?.node === node) last.end = at + 1;
    else runs.push({ node, start: at, end: at + 1 });
  }
  return runs;
}

function newMark(thread) {
  const mark = document.createElement("mark");
  mark.className = "quoted";
  mark.classList.toggle("resolved", thread.classList.contains("resolved"));
  mark.dataset.thread = thread.id;
  return mark;
}

/** The first mark of a quote is what the comment leads to. */
function makeTarget(mark, thread) {
  mark.id = thread.id.replace("t-", "q-");
  mark.tabIndex = 0;
  mark.title = "看意见";
}

function wrap({ node, start, end }, mark) {
  const words = node.splitText(start);
  words.splitText(end - start);
  words.replaceWith(mark);
  mark.append(words);
}
