/* Writes equations in one line of text. KaTeX and MathJax give each two or three times: for the eye, for a screen reader, as
   source; only the MathML is read. */

const DEEPEST = 60;
const ACCENTS = {
  __proto__: null,
  "¯": "\u0304",
  "‾": "\u0304",
  "\u0305": "\u0304",
  "―": "\u0304",
  "_": "\u0304",
  "-": "\u0304",
  "^": "\u0302",
  "ˆ": "\u0302",
  "~": "\u0303",
  "˜": "\u0303",
  "→": "\u20d7",
  "˙": "\u0307",
  "¨": "\u0308",
};
const COPIES = "annotation, annotation-xml, .MathJax_Preview, nobr[aria-hidden=true]";

/** How an element is written, by its MathML name. Parts are lists of texts and elements. */
const WRITERS = {
  __proto__: null,
  mfrac: ([top = [], bottom = []]) => [...grouped(top), "/", ...grouped(bottom)],
  msqrt: (parts) => ["√", ...grouped(parts.flat())],
  mroot: ([base = [], degree = []]) => [...raised("sup", degree), "√", ...grouped(base)],
  mover: (parts) => writeAccent(parts) || WRITERS.msup(parts),
  msup: ([base = [], upper = []]) => [...asBase(base), ...raised("sup", upper)],
  munder: (parts) => WRITERS.msub(parts),
  msub: ([base = [], lower = []]) => [...asBase(base), ...raised("sub", lower)],
  munderover: (parts) => WRITERS.msubsup(parts),
  msubsup: ([base = [], lower = [], upper = []]) => [...asBase(base), ...raised("sub", lower), ...raised("sup", upper)],
  mfenced: (parts, node) => [
    node.getAttribute("open") || "(",
    ...joined(parts, ","),
    node.getAttribute("close") || ")",
  ],
  mtr: (parts) => joined(parts, " "),
  mtable: (parts) => joined(parts, " "),
  mphantom: () => [],
  mspace: () => [],
};

export function putEquationsInLine(page, remarks) {
  for (const katex of page.querySelectorAll(".katex")) {
    if (katex.querySelector(".katex-mathml")) katex.querySelector(".katex-html")?.remove();
  }
  page.querySelectorAll(COPIES).forEach((node) => node.remove());
  for (const math of page.querySelectorAll("math")) {
    const line = document.createElement("span");
    line.append(...write(math));
    math.replaceWith(line);
    const text = line.textContent.trim();
    if (text.length > 2) remarks.add(`公式已改写成一行文字，请核对：“${text}”。`);
  }
}

function write(node, depth = 0) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? [node.data.trim()] : [];
  if (depth > DEEPEST) return [node.textContent];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const parts = [...node.childNodes].map((child) => write(child, depth + 1)).filter((part) => part.length);
  const writer = WRITERS[node.localName.replace(/^m(ml)?:/, "")];
  return writer ? writer(parts, node) : parts.flat();
}

/** Null where there is no such accent. */
function writeAccent([base = [], over = []]) {
  const accent = ACCENTS[textOf(over)];
  return accent && [...textOf(base)].length === 1 ? [textOf(base) + accent] : null;
}

function raised(tag, part) {
  if (!part.length) return [];
  const element = document.createElement(tag);
  element.append(...part);
  return [element];
}

/** In brackets unless it is a number, a word or one sign. */
function grouped(part) {
  return /^([\p{L}\p{N}.]*|.|\(.*\))$/u.test(textOf(part)) ? part : ["(", ...part, ")"];
}

function asBase(part) {
  return /.[/+−-]/.test(textOf(part)) ? grouped(part) : part;
}

function joined(parts, separator) {
  return parts.flatMap((part, at) => (at ? [separator, ...part] : part));
}

function textOf(part) {
  return part.map((piece) => (typeof piece === "string" ? piece : piece.textContent)).join("");
}
