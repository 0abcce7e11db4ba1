/* What is pasted says by style, by class or by tags of its own what the editor says by its tags: raised and bold text,
   preformatted paragraphs, equations, signs of symbol fonts, numbers of lists. `readByMeaning` says it in those tags, and
   takes out what is no part of the text; issues/richtext does the same to whatever reaches the server.
   Plain ES2020: Chrome 109 is the oldest browser in use. */
(() => {
  const HEADINGS = "h1, h2, h3, h4, h5, h6";
  const INLINE =
    "span, font, a, b, strong, i, em, u, s, small, big, code, ins, mark, cite, q, dfn, var, kbd, samp, label, abbr, strike, tt, time";
  const PREFORMATTED = ["pre", "pre-wrap", "pre-line", "break-spaces"];
  const JOINED = /[\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;

  /* Changes `page`, and adds to `remarks` (a Set of sentences) what the person who pastes should know. */
  function readByMeaning(page, remarks) {
    takeOut(page, remarks);
    putEquationsInLine(page, remarks);
    writeReadingsOut(page);
    keepDrawnSigns(page);
    dropPictures(page, remarks);
    readSymbols(page);
    partPreformatted(page);
    markByStyle(page);
    joinLines(page);
  }

  function quoted(nodes) {
    const text = [...nodes].map((node) => node.textContent.trim()).filter(Boolean).join("……");
    return text.length > 100 ? `${text.slice(0, 100)}……` : text;
  }

  function style(node) {
    return (node.getAttribute("style") || "").toLowerCase();
  }

  function outermost(nodes) {
    const all = new Set(nodes);
    return [...all].filter((node) => {
      for (let above = node.parentElement; above; above = above.parentElement) if (all.has(above)) return false;
      return true;
    });
  }

  /* Tracked deletions and comments are no part of the text; a line through words may mean that they no longer hold. */
  function takeOut(page, remarks) {
    const comments = outermost(
      [...page.querySelectorAll("[class*=mso i], [style*=mso- i]")].filter((node) =>
        /\bmsocomanchor\b|\bmsocommentreference\b|\bmsocomoff\b|\bmsocomtxt\b/i.test(node.className) ||
        /mso-element:\s*comment|mso-special-character:\s*comment/.test(style(node))
      ),
    );
    const said = quoted(comments.filter((node) => !/^\s*(\[[^\]]*\])?\s*$/.test(node.textContent)));
    comments.forEach((node) => node.remove());
    if (said) remarks.add(`Word 批注没有粘贴进正文：“${said}”。`);
    const deleted = outermost(page.querySelectorAll("del, .msoDel, .msodel"));
    const gone = quoted(deleted);
    deleted.forEach((node) => node.remove());
    if (gone) remarks.add(`修订时已删去的文字没有粘贴：“${gone}”。`);
    const lined = outermost([...page.querySelectorAll("s, strike, [style*=line-through i]")]);
    if (quoted(lined)) {
      remarks.add(`有带删除线的文字，文字已粘贴、删除线没有保留，请核对是否应删去：“${quoted(lined)}”。`);
    }
  }

  /* KaTeX and MathJax give an equation two or three times: for the eye, for a screen reader, as source. */
  function putEquationsInLine(page, remarks) {
    page.querySelectorAll(".katex").forEach((katex) => {
      const html = katex.querySelector(".katex-mathml") && katex.querySelector(".katex-html");
      if (html) html.remove();
    });
    page.querySelectorAll("annotation, annotation-xml, .MathJax_Preview, nobr[aria-hidden=true]").forEach((node) =>
      node.remove()
    );
    const equations = [...page.querySelectorAll("math")];
    equations.forEach((math) => {
      const line = page.createElement("span");
      line.append(...inLine(page, math));
      math.replaceWith(line);
      if (line.textContent.trim().length > 2) {
        remarks.add(`公式已改写成一行文字，请核对：“${line.textContent.trim()}”。`);
      }
    });
  }

  const ACCENTS = {
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

  function inLine(page, node, depth = 0) {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? [node.data.trim()] : [];
    if (node.nodeType !== Node.ELEMENT_NODE || depth > 60) return depth > 60 ? [node.textContent] : [];
    const name = node.localName.replace(/^m(ml)?:/, "");
    if (name === "mphantom" || name === "mspace") return [];
    const parts = [...node.childNodes].map((child) => inLine(page, child, depth + 1)).filter((part) => part.length);
    const [first = [], second = [], third = []] = parts;
    const text = (part) => part.map((piece) => (typeof piece === "string" ? piece : piece.textContent)).join("");
    const one = (part) => (/^([\p{L}\p{N}.]*|.|\(.*\))$/u.test(text(part)) ? part : ["(", ...part, ")"]);
    const base = (part) => (/.[/+−-]/.test(text(part)) ? one(part) : part);
    const mark = (tag, part) => {
      if (!part.length) return [];
      const element = page.createElement(tag);
      element.append(...part);
      return [element];
    };
    if (name === "mfrac") return [...one(first), "/", ...one(second)];
    if (name === "msqrt") return ["√", ...one(parts.flat())];
    if (name === "mroot") return [...mark("sup", second), "√", ...one(first)];
    if (name === "mover" && ACCENTS[text(second)] && [...text(first)].length === 1) {
      return [text(first) + ACCENTS[text(second)]];
    }
    if (name === "msup" || name === "mover") return [...base(first), ...mark("sup", second)];
    if (name === "msub" || name === "munder") return [...base(first), ...mark("sub", second)];
    if (name === "msubsup" || name === "munderover") {
      return [...base(first), ...mark("sub", second), ...mark("sup", third)];
    }
    if (name === "mfenced") {
      return [
        node.getAttribute("open") || "(",
        ...parts.flatMap((part, at) => (at ? [",", ...part] : part)),
        node.getAttribute("close") || ")",
      ];
    }
    if (name === "mtr" || name === "mtable") return parts.flatMap((part, at) => (at ? [" ", ...part] : part));
    return parts.flat();
  }

  /* 尴（gān）尬（gà） */
  function writeReadingsOut(page) {
    page.querySelectorAll("rp").forEach((node) => node.remove());
    page.querySelectorAll("rt").forEach((reading) => reading.replaceWith(`（${reading.textContent.trim()}）`));
  }

  /* A picture that stands for a sign: an emoji, a formula. */
  function keepDrawnSigns(page) {
    page.querySelectorAll("img[alt]").forEach((image) => {
      const words = image.alt.trim();
      const isSign = words && words.length <= 12 && !/\p{L}/u.test(words);
      const isNamed = /emoji|emotion|face|math|latex|tex\b|formula/i.test(image.className) ||
        /^[[［【][^[\]［］【】]{1,8}[\]］】]$/.test(words);
      if (isSign || (words && isNamed)) image.replaceWith(words);
    });
  }

  /* No picture is kept; the paragraph that held nothing else goes with it. Dots of a pixel are no pictures. */
  function dropPictures(page, remarks) {
    const isDot = (image) => [image.getAttribute("width"), image.getAttribute("height")].includes("1");
    const found = outermost(page.querySelectorAll("img, picture, svg, canvas, video, object, embed, v\\:imagedata"));
    for (const image of found) {
      let holder = image.parentElement;
      image.remove();
      while (holder && holder !== page.body && !holder.matches("td, th, li") && isBlank(holder)) {
        const above = holder.parentElement;
        holder.remove();
        holder = above;
      }
    }
    const count = found.filter((image) => !isDot(image)).length;
    if (count) remarks.add(`粘贴的内容里有 ${count} 张图片，没有导入。`);
  }

  function isBlank(node) {
    return node.textContent.trim() === "" && !node.querySelector("table, ul, ol, hr");
  }

  function symbolFont(node) {
    const said = node.getAttribute("style") || "";
    const [, named] = (/mso-char-type:\s*symbol/i.test(said) && /mso-symbol-font-family:\s*([^;]*)/i.exec(said)) ||
      /(?:^|;)\s*font-family:\s*([^;]*)/i.exec(said) || /()/.exec("");
    const first = (named || node.getAttribute("face") || "").split(",")[0].replace(/["']/g, "").trim().toLowerCase();
    return first && (Object.keys(window.SYMBOL_FONTS).find((font) => font.toLowerCase() === first) || "other");
  }

  function readSymbols(page) {
    texts(page).forEach((text) => {
      const set = text.parentElement.closest("[style*=font-family i], [face]");
      const font = set && symbolFont(set);
      if (!font || font === "other") return;
      const table = Array.from(window.SYMBOL_FONTS[font]);
      text.data = text.data.replace(/[\x21-\x7e\xa1-\xff\uf021-\uf0ff]/g, (letter) => {
        const sign = table[(letter.charCodeAt(0) & 0xff) - 32];
        return sign && sign !== " " ? sign : letter;
      });
    });
  }

  function texts(page) {
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  function isPreformatted(node) {
    for (let above = node.parentElement; above; above = above.parentElement) {
      const [, said] = /(?:^|;)\s*white-space:\s*([a-z-]+)/.exec(style(above)) || [];
      if (said && said !== "inherit") return PREFORMATTED.includes(said);
      if (["PRE", "LISTING", "XMP"].includes(above.tagName)) return true;
    }
    return false;
  }

  /* Its lines are paragraphs; two breaks part them where they stand among other tags. */
  function partPreformatted(page) {
    page.querySelectorAll("pre, listing, xmp").forEach((pre) => {
      const lines = pre.children.length ? [] : pre.textContent.split(/\r?\n/).filter((line) => line.trim());
      const paragraphs = lines.map((line) => Object.assign(page.createElement("p"), { textContent: line }));
      if (pre.children.length) partTexts(texts(page).filter((text) => pre.contains(text)), page);
      const box = page.createElement("div");
      box.append(...(paragraphs.length ? paragraphs : pre.childNodes));
      pre.replaceWith(box);
    });
    partTexts(texts(page).filter(isPreformatted), page);
  }

  function partTexts(all, page) {
    all.filter((text) => /\n/.test(text.data)).forEach((text) => {
      const lines = text.data.split(/\r?\n/);
      const breaks = () => [page.createElement("br"), page.createElement("br")];
      text.replaceWith(...lines.flatMap((line, at) => (at ? [...breaks(), line] : [line])));
    });
  }

  function weight(node) {
    const [, said] = /(?:^|;)\s*font-weight:\s*([a-z0-9]+)/.exec(style(node)) || [];
    if (!said) return null;
    return /^\d+$/.test(said) ? Number(said) >= 600 : { bold: true, bolder: true, normal: false, lighter: false }[said];
  }

  function slant(node) {
    const [, said] = /(?:^|;)\s*font-style:\s*([a-z]+)/.exec(style(node)) || [];
    return { italic: true, oblique: true, normal: false }[said];
  }

  function height(node) {
    const said = style(node);
    const [, align = ""] = /vertical-align:\s*([^;]+)/.exec(said) || [];
    if (/^(super|sub)\b/.test(align.trim())) return align.trim().startsWith("super") ? "sup" : "sub";
    const [, raise] = /mso-text-raise:\s*([^;]+)/.exec(said) || [];
    const by = parseFloat(raise || (/font-size:/.test(said) ? align : ""));
    return by > 0 ? "sup" : by < 0 ? "sub" : "";
  }

  function markByStyle(page) {
    const wrapped = (node, tag) => {
      const mark = page.createElement(tag);
      mark.append(...node.childNodes);
      node.append(mark);
    };
    const unwrapped = (node) => node.replaceWith(...node.childNodes);
    [...page.querySelectorAll("[style]")].reverse().forEach((node) => {
      const isInline = node.matches(INLINE);
      if (isInline && !node.closest("sup, sub") && height(node)) wrapped(node, height(node));
      if (isInline && slant(node) && !node.matches("i, em")) wrapped(node, "em");
      if (isInline && weight(node) && !node.matches("b, strong") && !node.closest(HEADINGS)) wrapped(node, "strong");
      if (node.matches("b, strong") && weight(node) === false) unwrapped(node);
      else if (node.matches("i, em") && slant(node) === false) unwrapped(node);
    });
  }

  /* A line of source that ends between two Chinese characters leaves no blank. */
  function joinLines(page) {
    let before = null;
    texts(page).filter((text) => !isPreformatted(text)).forEach((text) => {
      text.data = text.data.replace(
        /([^\s])[ \t]*\r?\n\s*(?=([^\s]))/g,
        (all, left, right) => (JOINED.test(left) && JOINED.test(right) ? left : all),
      );
      if (before && /\n/.test((/\s*$/.exec(before.data) || [""])[0] + (/^\s*/.exec(text.data) || [""])[0])) {
        const left = before.data.trimEnd().slice(-1);
        const right = text.data.trimStart().slice(0, 1);
        if (JOINED.test(left) && JOINED.test(right)) {
          before.data = before.data.replace(/[ \t\r\n]+$/, "");
          text.data = text.data.replace(/^[ \t\r\n]+/, "");
        }
      }
      if (text.data.trim()) before = text;
    });
  }

  /* Numbers that 1. 2. 3. would change become text: a), II., 一、, a list that begins at 3. Whether there were any. */
  function writeNumbersOut(page) {
    const lists = [...page.querySelectorAll("ol")].filter((list) => {
      const said = numbering(list);
      return said.form !== "decimal" || said.numbers.some((number, at) => number !== at + 1);
    });
    lists.reverse().forEach((list) => {
      const { form, numbers } = numbering(list);
      [...list.children].filter((item) => item.textContent.trim()).forEach((item, at) => {
        const paragraph = page.createElement("p");
        const [head, rest] = headAndRest(item);
        paragraph.append(item.nodeName === "LI" ? marker(numbers[at], form) : "", ...head);
        list.before(paragraph, ...rest);
      });
      list.remove();
    });
    return lists.length > 0;
  }

  /* The first paragraph of an item, which its number stands before, and what follows it. */
  function headAndRest(item) {
    const nodes = [...item.childNodes].filter((node) => node.nodeType !== Node.TEXT_NODE || node.data.trim());
    const isBlock = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches("p, div, ul, ol, table");
    const at = nodes.findIndex(isBlock);
    if (at < 0) return [nodes, []];
    if (at === 0 && nodes[0].matches("p, div")) return [[...nodes[0].childNodes], nodes.slice(1)];
    return [nodes.slice(0, at), nodes.slice(at)];
  }

  const FORMS = {
    1: "decimal",
    a: "lower-alpha",
    A: "upper-alpha",
    i: "lower-roman",
    I: "upper-roman",
    "lower-latin": "lower-alpha",
    "upper-latin": "upper-alpha",
    "cjk-ideographic": "chinese",
    "simp-chinese-informal": "chinese",
    "trad-chinese-informal": "chinese",
    "japanese-informal": "chinese",
  };
  const KNOWN = [
    "decimal",
    "decimal-leading-zero",
    "lower-alpha",
    "upper-alpha",
    "lower-roman",
    "upper-roman",
    "chinese",
    "none",
  ];

  function numbering(list) {
    const [, styled] = /list-style(?:-type)?:\s*([a-z-]+)/.exec(style(list)) || [];
    const told = styled || list.getAttribute("type") || "1";
    const form = KNOWN.includes(FORMS[told] || told) ? FORMS[told] || told : "decimal";
    const items = [...list.children].filter((item) => item.textContent.trim());
    const step = list.hasAttribute("reversed") ? -1 : 1;
    let next = list.hasAttribute("start") ? list.start : step < 0 ? items.length : 1;
    const numbers = items.map((item) => {
      const asked = parseInt(item.getAttribute("value"), 10);
      const number = Number.isNaN(asked) ? next : asked;
      next = number + step;
      return number;
    });
    return { form, numbers };
  }

  function marker(number, form) {
    if (form === "none") return "";
    if (form === "chinese") return `${chinese(number)}、`;
    if (form === "decimal-leading-zero") return `${String(number).padStart(2, "0")}. `;
    let figure = String(number);
    if (number > 0 && form.endsWith("alpha")) {
      figure = String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));
    }
    if (number > 0 && form.endsWith("roman")) figure = roman(number);
    return `${form.startsWith("upper") ? figure.toUpperCase() : figure}. `;
  }

  function roman(number) {
    const signs = [
      ["m", 1000],
      ["cm", 900],
      ["d", 500],
      ["cd", 400],
      ["c", 100],
      ["xc", 90],
      ["l", 50],
      ["xl", 40],
      ["x", 10],
      ["ix", 9],
      ["v", 5],
      ["iv", 4],
      ["i", 1],
    ];
    const add = ([text, left], [sign, worth]) => [text + sign.repeat(Math.floor(left / worth)), left % worth];
    return signs.reduce(add, ["", number])[0];
  }

  function chinese(number) {
    const digits = "〇一二三四五六七八九";
    if (number < 1 || number > 99) return String(number);
    const [tens, ones] = [Math.floor(number / 10), number % 10];
    return `${tens > 1 ? digits[tens] : ""}${tens ? "十" : ""}${ones ? digits[ones] : ""}`;
  }

  window.pasting = { readByMeaning, writeNumbersOut };
})();
