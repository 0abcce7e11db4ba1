/* The review page saves in place, knows keys and quotes. Without this script each button posts and comes back.
   Plain ES2020: Chrome 109 is the oldest browser in use. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const AROUND = 60;
  const LATE = "您打开页面之后，本期又有改动。请刷新页面，看过最新内容再标记或审核。";
  const main = document.querySelector("main.review, #entry-talks");
  if (!main) return;
  const isPage = main.matches("main");
  const message = document.getElementById("review-message");
  let chosen = null; // the words selected in an entry: {line, text, before}
  let isSending = false;

  // ---- Saving in place: the answer is the page itself, of which the parts that tell of reviewing are taken over.

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".say, .judge")) return;
    event.preventDefault();
    if (isSending) return;
    if (event.submitter && event.submitter.getAttribute("aria-pressed") === "true") {
      say("已经这样标了；要改主意，按另一个按钮或“取消标记”。", "");
      return;
    }
    send(form, event.submitter);
  });

  async function send(form, button) {
    const body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.set(button.name, button.value);
    const action = (button && button.getAttribute("formaction")) || form.getAttribute("action");
    isSending = true;
    form.classList.add("sending");
    const line = form.closest(".line");
    if (isPage && line) setCurrent(line);
    steady(form, () => say("正在保存……", ""));
    try {
      const told = await posted(action, body);
      steady(form, () => take(told, form, button));
    } catch (error) {
      say(error.message || OFFLINE, "error", error.message === SIGNED_OUT ? SIGN_IN : null);
    } finally {
      isSending = false;
      form.classList.remove("sending");
    }
  }

  async function posted(action, body) {
    let answer = await ask(action, body);
    if (answer.response.status === 403 && !answer.page) {
      // Signed in again in another tab: the token of this page is of the session before.
      const fresh = await ask(location.pathname + location.search);
      const token = fresh.page && fresh.page.querySelector("[name=csrfmiddlewaretoken]");
      if (!token) throw new Error(SIGNED_OUT);
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token.value;
      body.set("csrfmiddlewaretoken", token.value);
      answer = await ask(action, body);
    }
    if (answer.isSignedOut) throw new Error(SIGNED_OUT);
    if (!answer.page) throw new Error("没有保存：服务器出错。填写的文字还在，请稍后再按一次；仍不行，先复制下来再刷新页面。");
    return answer.page;
  }

  const OFFLINE = "没有保存：连不上服务器。填写的文字还在，请稍后再按一次；仍不行，先复制下来再刷新页面。";
  const SIGNED_OUT = "没有保存：登录已过期。填写的文字还在；请在另一个标签页登录，再回来按一次按钮。";
  const SIGN_IN = { address: "/admin/login/", text: "打开登录页" };

  // What is worked on stays where it is on the screen, whatever grows or shrinks above it. Not every browser sees to
  // that itself; where one does, it must not do so twice.
  function steady(form, change) {
    const place = form.closest(".talk, .line, .whole, #entry-talks, .pass-all, #review-message");
    const root = document.documentElement;
    root.style.overflowAnchor = "none";
    const before = place.getBoundingClientRect().top;
    change();
    const after = document.getElementById(place.id);
    if (after) window.scrollBy({ top: after.getBoundingClientRect().top - before, behavior: "instant" });
    requestAnimationFrame(() => requestAnimationFrame(() => { root.style.overflowAnchor = ""; }));
  }

  async function ask(address, body) {
    const told = body ? { method: "POST", body } : {};
    let response;
    try {
      response = await fetch(address, { ...told, credentials: "same-origin", cache: "no-store" });
    } catch {
      throw new Error(OFFLINE);
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const isOurs = page.querySelector(isPage ? "main.review" : "#entry-talks, main.review") !== null;
    const isSignedOut = !isOurs && page.querySelector("input[name=password]") !== null;
    return { response, page: isOurs ? page : null, isSignedOut };
  }

  function take(page, form, button) {
    const told = page.querySelector("#review-message p, .messagelist li");
    const isRefused = told && told.classList.contains("error");
    if (!isRefused) {
      form.reset();
      shutAfter(form);
    }
    const focused = document.activeElement && document.activeElement.closest("[id]");
    const next = page.querySelector("main.review, #entry-talks");
    if (isPage && next.dataset.version !== main.dataset.version) takeTalksOnly(page);
    else takeAll(page, isRefused);
    if (isPage) {
      quoteAll();
      count();
    }
    const isLost = document.activeElement === document.body || !document.contains(document.activeElement.closest("[id]"));
    if (focused && isLost) refocus(focused.id, button && button.name ? `[name="${button.name}"][value="${button.value}"]` : "");
    say(told ? told.firstChild.textContent : "已保存。", isRefused ? "error" : "success", null, told && told.querySelector("button.undo"));
    if (isPage && next.dataset.version !== main.dataset.version) warn();
  }

  // What was asked is said: the empty form would only push the text apart.
  function shutAfter(form) {
    const add = form.closest("details.add");
    if (!add) return;
    if (add.contains(document.activeElement)) add.querySelector("summary").focus();
    add.open = false;
  }

  function takeAll(page, isRefused) {
    if (isRefused) return;
    for (const old of [...document.querySelectorAll(".beside, .pass-all, #overview, #ahead, #places, #entry-talks > .talks-box")]) {
      const fresh = page.getElementById(old.id);
      if (fresh && shownBy(fresh) !== shownBy(old)) swap(old, fresh);
    }
    for (const line of document.querySelectorAll(".line")) {
      const fresh = page.getElementById(line.id);
      for (const name of fresh ? ["pending", "left"] : []) line.classList.toggle(name, fresh.classList.contains(name));
    }
  }

  // Every answer has tokens of its own.
  function shownBy(part) {
    return part.innerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
  }

  // The text on this page is no longer what the marks would be about: only what was said is taken over.
  function takeTalksOnly(page) {
    for (const old of [...document.querySelectorAll(".beside")]) {
      const fresh = page.getElementById(old.id);
      if (fresh) swap(old.querySelector(".talks"), fresh.querySelector(".talks"));
    }
    const whole = page.querySelector("#whole .talks");
    if (whole) swap(document.querySelector("#whole .talks"), whole);
  }

  function warn() {
    const line = document.createElement("p");
    line.className = "error";
    line.textContent = LATE;
    message.append(line);
  }

  // What is typed in other forms stays, and what was open or shut.
  function swap(old, fresh) {
    const typed = [...old.querySelectorAll("textarea, input:not([type=hidden])")].filter((f) => f.id && f.value !== f.defaultValue);
    const shut = new Map([...old.querySelectorAll("details[id]")].map((d) => [d.id, d.open]));
    const copy = document.importNode(fresh, true);
    old.replaceWith(copy);
    for (const field of typed) {
      const again = document.getElementById(field.id);
      if (again) again.value = field.value;
    }
    for (const [id, isOpen] of shut) {
      const again = document.getElementById(id);
      if (again && again.className === (old.querySelector(`#${id}`) || {}).className) again.open = isOpen;
    }
  }

  function refocus(id, same) {
    const found = document.getElementById(id);
    if (!found) return;
    const again = same && found.querySelector(same);
    const wanted = again ? again : found.matches("textarea, input, a, button, [tabindex], summary") ? found : found.querySelector("button, summary, a") || found;
    wanted.focus({ preventScroll: true });
  }

  // On the review page it floats, so that nothing moves; what went well needs no room for long.
  function say(text, kind, way, undo) {
    message.replaceChildren();
    message.classList.add("floats");
    const line = document.createElement("p");
    line.className = kind;
    line.textContent = text;
    if (way) {
      const link = document.createElement("a");
      link.href = way.address;
      link.target = "_blank";
      link.textContent = way.text;
      line.append(link);
    }
    if (undo) line.append(document.importNode(undo, true));
    message.append(line);
    if (kind !== "error") setTimeout(() => line.remove(), undo ? 30000 : 8000);
  }

  window.addEventListener("beforeunload", (event) => {
    const isTyped = [...document.querySelectorAll(".say textarea")].some((field) => field.value.trim() !== "");
    if (!isTyped) return;
    event.preventDefault();
    event.returnValue = ""; // Chrome before 119 asks only for this
  });

  for (const kind of ["input", "focusin"]) {
    document.addEventListener(kind, (event) => {
      if (event.target.matches && event.target.matches(".say textarea")) grow(event.target);
    });
  }

  function grow(field) {
    field.style.height = "auto";
    field.style.height = `${Math.max(field.scrollHeight + 2, 60)}px`;
  }

  if (!isPage) return;

  // ---- Quotes: found by their words, blanks aside; of several the one that stands behind the same words.

  function pieces(read) {
    const walker = document.createTreeWalker(read, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("del, summary") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  function lettersOf(read) {
    const letters = [];
    for (const node of pieces(read)) {
      for (let i = 0; i < node.data.length; i += 1) if (!/\s/.test(node.data[i])) letters.push([node, i]);
    }
    return letters;
  }

  const bare = (text) => text.replace(/\s+/g, "");

  function quoteAll() {
    for (const old of document.querySelectorAll("mark.quoted")) {
      const parent = old.parentNode;
      old.replaceWith(...old.childNodes);
      parent.normalize();
    }
    for (const line of document.querySelectorAll(".line")) {
      for (const talk of line.querySelectorAll(".talk")) {
        const quote = talk.querySelector("blockquote a");
        if (quote) highlight(line, talk, bare(quote.textContent), bare(talk.dataset.before || ""));
      }
    }
  }

  function highlight(line, talk, words, before) {
    const letters = lettersOf(line.querySelector(".read"));
    const text = letters.map(([node, i]) => node.data[i]).join("");
    let best = -1;
    let most = -1;
    for (let at = text.indexOf(words); words && at >= 0; at = text.indexOf(words, at + 1)) {
      let shared = 0;
      while (shared < before.length && at - shared > 0 && text[at - shared - 1] === before[before.length - shared - 1]) shared += 1;
      if (shared > most) [best, most] = [at, shared];
    }
    if (best >= 0) wrap(letters.slice(best, best + words.length), talk);
  }

  function wrap(letters, talk) {
    const spans = [];
    for (const [node, i] of letters) {
      const last = spans[spans.length - 1];
      if (last && last.node === node) last.end = i + 1;
      else spans.push({ node, start: i, end: i + 1 });
    }
    spans.forEach(({ node, start, end }, index) => {
      const words = node.splitText(start);
      words.splitText(end - start);
      const mark = document.createElement("mark");
      mark.className = "quoted";
      mark.classList.toggle("resolved", talk.classList.contains("resolved"));
      mark.dataset.talk = talk.id;
      if (index === 0) {
        mark.id = talk.id.replace("t-", "q-");
        mark.tabIndex = 0;
        mark.title = "看意见";
      }
      words.replaceWith(mark);
      mark.append(words);
    });
  }

  document.addEventListener("click", (event) => {
    const quoted = event.target.closest("mark.quoted");
    if (quoted && !event.target.closest("a") && getSelection().isCollapsed) return showTalk(quoted.dataset.talk);
    const back = event.target.closest(".talk blockquote a");
    if (!back) return undefined;
    event.preventDefault();
    const mark = document.getElementById(back.hash.slice(1));
    if (!mark) return say("引用的文字已被改掉或删去。", "error");
    const removed = mark.closest("details");
    if (removed) removed.open = true;
    flash(mark);
    mark.focus({ preventScroll: true });
    return mark.scrollIntoView({ block: "center", behavior: "instant" });
  });

  function showTalk(id) {
    const talk = document.getElementById(id);
    if (!talk) return;
    talk.open = true;
    talk.querySelector("summary").focus({ preventScroll: true });
    talk.scrollIntoView({ block: "center", behavior: "instant" });
    flash(talk);
  }

  function flash(element) {
    const id = element.dataset.talk;
    const all = id ? document.querySelectorAll(`mark[data-talk="${id}"]`) : [element];
    for (const one of all) {
      one.classList.add("shown");
      setTimeout(() => one.classList.remove("shown"), 2500);
    }
  }

  // ---- Commenting on selected words.

  const quoteButton = document.createElement("button");
  quoteButton.id = "quote-button";
  quoteButton.type = "button";
  quoteButton.textContent = "引用并提意见";
  quoteButton.hidden = true;
  document.body.append(quoteButton);
  let offered = null; // a finger's tap may clear the selection before it counts as a click
  quoteButton.addEventListener("pointerdown", () => { offered = chosen; });
  quoteButton.addEventListener("mousedown", (event) => event.preventDefault());
  quoteButton.addEventListener("click", () => {
    const words = chosen || offered;
    if (words) openForm(words.line, words);
  });

  document.addEventListener("selectionchange", () => {
    chosen = readSelection();
    quoteButton.hidden = chosen === null;
    if (chosen) placeButton();
  });

  function readSelection() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement;
    const read = start.closest(".read:not(.removed)");
    const line = read && read.closest(".line");
    if (!line || !line.querySelector(".add")) return null;
    const letters = lettersOf(read);
    const inside = letters.filter(([node, i]) => range.comparePoint(node, i) === 0 && range.comparePoint(node, i + 1) === 0);
    if (!inside.length) return null;
    const first = letters.indexOf(inside[0]);
    const spell = (some) => some.map(([node, i]) => node.data[i]).join("");
    return { line, text: spell(inside), before: spell(letters.slice(Math.max(0, first - AROUND), first)) };
  }

  function placeButton() {
    const boxes = getSelection().getRangeAt(0).getClientRects();
    const box = boxes[boxes.length - 1];
    if (!box) return;
    quoteButton.style.top = `${window.scrollY + box.bottom + 6}px`;
    quoteButton.style.left = `${Math.min(window.scrollX + box.right, document.documentElement.clientWidth - 70)}px`;
  }

  function openForm(line, quote) {
    const add = (line || document.getElementById("whole")).querySelector(".add");
    if (!add) return;
    add.open = true;
    const form = add.querySelector("form");
    if (quote && form.elements.quote) {
      form.elements.quote.value = quote.text;
      form.elements.before.value = quote.before;
    }
    quoteButton.hidden = true;
    form.elements.text.focus();
    form.scrollIntoView({ block: "nearest" });
  }

  // ---- Keys.

  const lines = () => [...document.querySelectorAll(".line")].filter(isShown);
  let current = null;
  let jumpedTo = null; // by the table of contents

  function step(by) {
    const all = lines();
    const at = all.indexOf(here());
    go(all[at < 0 ? (by > 0 ? firstBelow(all) : 0) : Math.min(Math.max(at + by, 0), all.length - 1)]);
  }

  function firstBelow(all) {
    return Math.max(0, all.findIndex((line) => line.getBoundingClientRect().bottom > 120));
  }

  function here() {
    const focused = document.activeElement && document.activeElement.closest(".line");
    return focused || (current && current.offsetParent !== null ? current : null);
  }

  function go(line) {
    if (!line) return;
    setCurrent(line);
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "start", behavior: "instant" });
  }

  function setCurrent(line) {
    if (current) current.classList.remove("current");
    current = line;
    jumpedTo = null;
    if (line) line.classList.add("current");
  }

  document.addEventListener("focusin", (event) => {
    const line = event.target.closest(".line");
    if (line) setCurrent(line);
  });

  function nextChange() {
    const places = [...document.querySelectorAll(".line :is(ins, del, .cmp-reformatted, .cmp-added, .cmp-removed), .line:is(.new, .moved, .removed)")]
      .filter((place) => place.offsetParent !== null && !(place.parentElement.closest("ins, del, .cmp-added, .cmp-removed")));
    const below = places.find((place) => place.getBoundingClientRect().top > seen + 2);
    const place = below || places[0];
    if (!place) return say("没有改动。", "");
    const line = place.closest(".line");
    setCurrent(line);
    line.focus({ preventScroll: true });
    window.scrollBy({ top: place.getBoundingClientRect().top - seen, behavior: "instant" });
    flash(place);
    return undefined;
  }
  const seen = 130; // pixels below the top where a change is brought to

  // ---- What is left, and where.

  function nextLeft() {
    const all = [...document.querySelectorAll(".left")];
    if (!all.length) return say("没有待审的了。", "");
    if (!all.some(isShown)) for (const box of document.querySelectorAll(".toggles [id^=only]")) box.checked = false;
    const shown = all.filter(isShown);
    const at = jumpedTo || here();
    const isHere = at && at.getBoundingClientRect().bottom > seen && at.getBoundingClientRect().top < window.innerHeight;
    const isBehind = (line) => isHere ? at.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING : line.getBoundingClientRect().top > seen;
    const behind = shown.find(isBehind);
    go(behind || shown[0]);
    if (!behind) say("已到末尾，从头开始。", "");
    return undefined;
  }

  function isShown(element) {
    return element.offsetParent !== null;
  }

  const folds = [...document.querySelectorAll(".ways details")];

  function openContents() {
    const contents = document.getElementById("contents");
    contents.open = true;
    contents.querySelector("a").focus();
  }

  function foldAll(except) {
    for (const fold of folds) if (fold !== except) fold.open = false;
  }

  document.addEventListener("click", (event) => {
    const isLink = event.target.closest(".ways a");
    foldAll(isLink ? null : folds.find((fold) => fold.contains(event.target)));
    if (isLink && isLink.closest("#places")) {
      setCurrent(null);
      jumpedTo = document.getElementById(isLink.hash.slice(1));
    }
    if (!event.target.closest("a.next")) return;
    event.preventDefault();
    nextLeft();
  });

  const theme = document.querySelector(".theme-toggle");
  const NAMES = { auto: "深浅：自动", light: "浅色", dark: "深色" };
  const nameTheme = () => { theme.textContent = NAMES[document.documentElement.dataset.theme] || NAMES.auto; };
  theme.hidden = false;
  theme.addEventListener("click", () => setTimeout(nameTheme)); // after theme.js
  nameTheme();

  function press(selector) {
    const line = here();
    const button = line && line.querySelector(selector);
    if (button) button.click();
    else if (!line) say("请先用 j、k 选一条。", "");
  }

  function replyHere() {
    const line = here();
    const field = line && (line.querySelector(".talk.open textarea") || line.querySelector(".talk textarea"));
    if (!field) return;
    field.closest("details").open = true;
    field.focus();
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    n: nextChange,
    d: nextLeft,
    g: openContents,
    p: () => press(".judge [value=passed]"),
    x: () => press(".judge [value=needs_change]"),
    c: () => openForm(chosen ? chosen.line : here(), chosen),
    r: replyHere,
    "?": () => { const keys = document.querySelector(".keys"); keys.open = !keys.open; },
    "？": () => KEYS["?"](),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("textarea, select, input:not([type=checkbox])")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "Escape") {
      const open = folds.find((fold) => fold.open);
      if (open && open.contains(event.target)) open.querySelector("summary").focus();
      foldAll();
      return;
    }
    // A Chinese input method that is on hands over the place of the key alone.
    const act = KEYS[event.key === "Process" ? event.code.replace("Key", "").toLowerCase() : event.key];
    if (!act) {
      if (event.key === "Enter" && event.target.matches("mark.quoted")) showTalk(event.target.dataset.talk);
      return;
    }
    event.preventDefault();
    act();
  });

  // ---- What the toggles leave over.

  function count() {
    document.querySelector(".nothing").hidden = lines().length > 0 || !document.querySelector(".line");
  }
  document.querySelector(".toggles").addEventListener("change", count);

  quoteAll();
  count();
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  if (asked && asked.closest(".line")) setCurrent(asked.closest(".line"));
});
