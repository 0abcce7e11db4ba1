/* Keeps what is typed as a comment or an answer until it is saved, in this browser, as unsaved_texts.js does for whole
   forms: without a connection, with an expired session or after a crash it is still there. That script forgets it too,
   after a week and on signing out. Plain ES2020. */
(() => {
  const PREFIX = "unsaved-text:";
  const FIELDS = ".say textarea, .say [name=quote]";

  document.addEventListener("DOMContentLoaded", () => {
    const desk = document.querySelector("main.review, #entry-talks");
    if (!desk) return;
    const beginning = `${PREFIX}${desk.dataset.user}:comment#`;
    const keyOf = (form) =>
      beginning + (form.elements.text.id === "say-whole" ? location.pathname : form.elements.text.id);

    document.addEventListener("input", (event) => {
      if (event.target.matches(FIELDS)) store(keyOf(event.target.form), event.target.form);
    });
    // Saved, that is.
    document.addEventListener("reset", (event) => {
      if (event.target.matches(".say")) forget(keyOf(event.target));
    });
    const restored = [...document.querySelectorAll("form.say")].filter((form) => restore(form, keyOf(form)));
    if (restored.length) tell(restored);
  });

  function store(key, form) {
    const { text, quote, before } = form.elements;
    if (!text.value.trim()) return forget(key);
    const values = { text: text.value, quote: quote ? quote.value : "", before: before ? before.value : "" };
    try {
      return localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
    } catch {
      return undefined; // no storage, or full: the warning on leaving stays
    }
  }

  function forget(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // no storage: nothing was kept
    }
  }

  function restore(form, key) {
    let record = null;
    try {
      record = JSON.parse(localStorage.getItem(key));
    } catch {
      return false;
    }
    if (!record || form.elements.text.value) return false;
    for (const [name, value] of Object.entries(record.values)) {
      if (form.elements[name] && value) form.elements[name].value = value;
    }
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    return true;
  }

  function tell(forms) {
    const line = document.createElement("p");
    const way = document.createElement("a");
    way.href = `#${forms[0].elements.text.id}`;
    way.textContent = "去看看";
    line.className = "info";
    line.append(`上次没有保存的意见已恢复（${forms.length} 处），请按“提交”或“回复”保存。`, way);
    document.getElementById("review-message").append(line);
  }
})();
