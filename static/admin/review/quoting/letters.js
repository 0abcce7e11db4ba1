/* Reads the text of an entry letter by letter, without spaces, so that quotes can be compared with it. */

/** Pairs of a text node and a position in it. What was removed, and the words of folds, are no part of the text. */
export function lettersOf(element) {
  const letters = [];
  for (const node of textNodes(element)) {
    for (let at = 0; at < node.length; at += 1) if (!/\s/.test(node.data[at])) letters.push([node, at]);
  }
  return letters;
}

export function textOf(letters) {
  return letters.map(([node, at]) => node.data[at]).join("");
}

export function withoutSpaces(text) {
  return text.replace(/\s+/g, "");
}

function textNodes(element) {
  const nodes = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest("del, summary")) nodes.push(walker.currentNode);
  }
  return nodes;
}
