/* Keeps what is typed in a form until it is saved, in this browser: a closed tab, a crash or an expired session loses
   nothing. One record for each time that a form was opened, under the person and the address; passwords and files are
   never kept. Plain ES2020. */
(() => {
  const PREFIX = "unsaved-text:";
  const LONGEST = 7 * 24 * 60 * 60 * 1000;
  const PAUSE = 800;
  let hasLeft = false;

  obeyCookies();
  forgetOld();
  document.addEventListener("DOMContentLoaded", () => {
    const offer = document.getElementById("unsaved-text");
    const form = offer && offer.closest("form");
    forgetOnSigningOut();
    if (form) keep(offer, form);
  });

  /* At once, for the page after it has no script. */
  function forgetOnSigningOut() {
    const way = document.getElementById("logout-form");
    if (way) {
      way.addEventListener("submit", () => {
        hasLeft = true;
        forget(() => true);
      });
    }
  }

  /* The server says by cookie what was saved, and who has signed out. */
  function obeyCookies() {
    const saved = taken("unsaved_saved");
    if (saved) forget((key) => key.startsWith(`${PREFIX}${saved}#`));
    const gone = taken("unsaved_gone");
    if (gone) forget((key) => key.startsWith(`${PREFIX}${gone}:`));
  }

  function taken(name) {
    const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
    if (!found) return "";
    document.cookie = `${name}=; path=/; max-age=0`;
    return decodeURIComponent(found.slice(name.length + 1));
  }

  function keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return []; // no storage in this browser: nothing is kept
    }
  }

  function forget(isMeant) {
    keys().filter(isMeant).forEach((key) => localStorage.removeItem(key));
  }

  function forgetOld() {
    forget((key) => !(Date.now() - (read(key) || { at: 0 }).at < LONGEST));
  }

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function keep(offer, form) {
    const base = `${PREFIX}${offer.dataset.user}:${location.pathname}${location.search}#`;
    const own = `${base}${Date.now()}`;
    const wasRefused = form.querySelector(".errornote, .errorlist") !== null;
    let timer = 0;
    let isTouched = false;

    const store = () => {
      clearTimeout(timer);
      if (!isTouched || hasLeft) return;
      const record = { at: Date.now(), seen: seenIn(form), values: valuesOf(form) };
      try {
        localStorage.setItem(own, JSON.stringify(record));
      } catch {
        // full: the warning on leaving stays
      }
    };
    const touch = () => {
      isTouched = true;
      clearTimeout(timer);
      timer = setTimeout(store, PAUSE);
    };
    form.addEventListener("input", touch);
    form.addEventListener("change", touch);
    form.addEventListener("submit", store);
    window.addEventListener("pagehide", store);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) store();
    });
    whenEditorsAreReady((editor) =>
      editor.on("change", () => {
        if (editor.checkDirty()) touch();
      })
    );

    const earlier = keys().filter((key) => key.startsWith(base)).sort();
    if (wasRefused) {
      earlier.forEach((key) => localStorage.removeItem(key)); // it stands on the page, typed as it was
      isTouched = true;
      whenEditorsAreReady(store);
      store();
      return;
    }
    const latest = earlier.pop();
    earlier.forEach((key) => localStorage.removeItem(key));
    if (latest) show(offer, form, latest, touch);
  }

  function show(offer, form, key, touch) {
    const record = read(key);
    if (!record) return;
    offer.querySelector("[data-restore]").textContent = `恢复 ${moment(record.at)} 未保存的内容`;
    offer.querySelector("[data-changed]").hidden = "adds" in offer.dataset || record.seen === seenIn(form);
    offer.hidden = false;
    const fold = offer.closest("details");
    if (fold) fold.open = true;
    const close = () => {
      offer.hidden = true;
      localStorage.removeItem(key);
    };
    offer.querySelector("[data-drop]").addEventListener("click", close);
    offer.querySelector("[data-restore]").addEventListener("click", () => {
      fill(form, record);
      touch();
      form.dispatchEvent(new Event("input")); // for the warning on leaving
      close();
    });
  }

  function moment(at) {
    const then = new Date(at);
    const time = `${String(then.getHours()).padStart(2, "0")}:${String(then.getMinutes()).padStart(2, "0")}`;
    const isToday = then.toDateString() === new Date().toDateString();
    return isToday ? time : `${then.getMonth() + 1}月${then.getDate()}日 ${time}`;
  }

  function seenIn(form) {
    const field = form.querySelector("[name=seen]");
    return field ? field.value : "";
  }

  function editors() {
    return Object.values(window.CKEDITOR ? CKEDITOR.instances : {});
  }

  function nameOf(editor) {
    return editor.element.getAttribute("name");
  }

  function whenEditorsAreReady(act) {
    if (!window.CKEDITOR) return;
    editors().filter((editor) => editor.status === "ready").forEach(act);
    CKEDITOR.on("instanceReady", ({ editor }) => act(editor));
  }

  function isKept(field) {
    return field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type) &&
      !field.name.startsWith("take-") && !(window.CKEDITOR && CKEDITOR.instances[field.id]);
  }

  /* Each name with all its fields' values, in order. */
  function valuesOf(form) {
    const values = {};
    for (const field of [...form.elements].filter(isKept)) {
      const value = ["checkbox", "radio"].includes(field.type) ? field.checked : field.value;
      (values[field.name] = values[field.name] || []).push(value);
    }
    for (const editor of editors()) values[nameOf(editor)] = [editor.getData()];
    return values;
  }

  function fill(form, { seen, values }) {
    for (const part of form.querySelectorAll("[data-gone]")) part.hidden = false; // of a row that was deleted since
    addRows(form, values);
    for (const [name, wanted] of Object.entries(values)) {
      const editor = editors().find((one) => nameOf(one) === name);
      if (editor) editor.setData(wanted[0]);
      else fillFields([...form.elements].filter((field) => field.name === name && isKept(field)), wanted);
    }
    const field = form.querySelector("[name=seen]");
    if (field) field.value = seen; // what was changed since is then asked about, not overwritten
  }

  function fillFields(fields, wanted) {
    const last = fields[fields.length - 1];
    while (last && last.closest(".names") && fields.length < wanted.length) {
      const more = last.cloneNode();
      more.removeAttribute("id");
      fields[fields.length - 1].after(more);
      fields.push(more);
    }
    fields.forEach((field, index) => {
      if (["checkbox", "radio"].includes(field.type)) field.checked = wanted[index] === true;
      else field.value = wanted[index] || "";
    });
  }

  /* Rows of an inline that had been added: as many again. */
  function addRows(form, values) {
    for (const total of form.querySelectorAll("[name$=-TOTAL_FORMS]")) {
      const prefix = total.name.slice(0, -"-TOTAL_FORMS".length);
      const group = document.getElementById(`${prefix}-group`);
      const inside = Object.keys(values).filter((name) => name.startsWith(`${prefix}-`));
      const numbers = inside.map((name) => parseInt(name.slice(prefix.length + 1), 10));
      const wanted = Math.max(-1, ...numbers.filter((number) => !Number.isNaN(number))) + 1;
      const adder = group && group.querySelector(".add-row a");
      for (let left = Math.min(wanted - Number(total.value), 50); adder && left > 0; left -= 1) adder.click();
    }
  }
})();
