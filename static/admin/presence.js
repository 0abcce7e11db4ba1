/* Who else has what open: a form that can be saved tells the server that it is open and hears of the others; a form
   that can only be read, and the compose page, only ask. What the page said when it came stays without scripts.
   Plain ES2020. */
(() => {
  const EVERY = 30 * 1000;
  const IDLE = 10 * 60 * 1000; // nothing done for so long: as if the form were closed

  document.addEventListener("DOMContentLoaded", () => {
    const place = document.getElementById("presence");
    const form = place && place.closest("form");
    if (form && form.querySelector('[name="_save"]')) watch(place, form);
    else if (place) look(`${place.dataset.address}?what=${place.dataset.what}`, ({ others }) => show(place, others));
    const compose = document.getElementById("compose");
    if (compose && compose.dataset.editing) look(compose.dataset.editing, ({ editing }) => name(compose, editing));
  });

  /* What the server says; null where it could not be asked, which the next time may mend. Whoever is signed out
     meanwhile is led to the sign-in page instead, and has nothing more to ask: `gone`. */
  async function ask(address, init, gone) {
    try {
      const answer = await fetch(address, { ...init, redirect: "manual" });
      if (answer.ok) return await answer.json();
      if (answer.type === "opaqueredirect" || answer.status === 403) gone();
    } catch { /* offline, or the server is being restarted */ }
    return null;
  }

  /* Only while somebody sees it, and at once where it was hidden for long. */
  function look(address, tell) {
    let last = Date.now();
    const timer = setInterval(refresh, EVERY);
    document.addEventListener("visibilitychange", refresh);
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) refresh();
    });

    async function refresh() {
      if (document.hidden || Date.now() - last < EVERY / 2) return;
      last = Date.now();
      const told = await ask(address, {}, stop);
      if (told) tell(told);
    }

    function stop() {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    }
  }

  /* Goes on while the page is hidden: whoever looks something up in another window has the form open still. */
  function watch(place, form) {
    let lastActive = Date.now();
    let hasTyped = false;
    const act = () => {
      lastActive = Date.now();
    };
    const type = () => {
      act();
      hasTyped = true;
    };
    for (const kind of ["pointerdown", "keydown", "scroll"]) window.addEventListener(kind, act, { passive: true });
    form.addEventListener("input", type);
    form.addEventListener("change", type);
    if (window.CKEDITOR) CKEDITOR.on("instanceReady", ({ editor }) => editor.on("change", type));

    const told = (more) => {
      const body = new FormData();
      body.append("what", place.dataset.what);
      body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      for (const name of more) body.append(name, "1");
      return body;
    };

    async function beat() {
      if (Date.now() - lastActive > IDLE) return;
      const typed = hasTyped;
      hasTyped = false;
      const answer = await ask(place.dataset.address, { method: "POST", body: told(typed ? ["typed"] : []) }, stop);
      if (answer) show(place, answer.others);
      else hasTyped = hasTyped || typed; // said the next time
    }

    const timer = setInterval(beat, EVERY);
    const stop = () => clearInterval(timer);
    beat();
    window.addEventListener("pagehide", () => navigator.sendBeacon(place.dataset.address, told(["left"])));
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) beat();
    });
  }

  function show(place, others) {
    if (others.join() === [...place.children].map((line) => line.textContent).join()) return; // nothing to read out anew
    place.replaceChildren(...others.map((sentence) => {
      const line = document.createElement("p");
      line.textContent = sentence;
      return line;
    }));
  }

  function name(compose, editing) {
    for (const place of compose.querySelectorAll("[data-what]")) {
      const names = editing[place.dataset.what] || [];
      place.hidden = names.length === 0;
      place.textContent = names.length ? `${names.join("、")}正在修改` : "";
    }
  }
})();
