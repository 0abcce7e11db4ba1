/* Finds and reads the nodes of a pasted page. */

export function textNodes(page) {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

/** Those of the nodes that stand in no other of them. */
export function outermost(nodes) {
  const all = new Set(nodes);
  return [...all].filter((node) => !ancestorsOf(node).some((ancestor) => all.has(ancestor)));
}

/** The nearest first. */
export function ancestorsOf(node) {
  const ancestors = [];
  for (let above = node.parentElement; above; above = above.parentElement) ancestors.push(above);
  return ancestors;
}

export function styleOf(node) {
  return (node.getAttribute("style") || "").toLowerCase();
}

/** The texts of the nodes for a remark, shortened. */
export function quote(nodes) {
  const text = [...nodes].map((node) => node.textContent.trim()).filter(Boolean).join("……");
  return text.length > 100 ? `${text.slice(0, 100)}……` : text;
}
