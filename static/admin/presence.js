/* Tells the server while a form is open, and the person who else has it open. Plain ES2020. */
(() => {
  const EVERY = 30 * 1000;
  const IDLE = 10 * 60 * 1000; // nothing done for so long: as if the form were closed

  document.addEventListener("DOMContentLoaded", () => {
    const place = document.getElementById("presence");
    const form = place && place.closest("form");
    if (form && form.querySelector('[name="_save"]')) watch(place, form);
  });

  function watch(place, form) {
    let lastActive = Date.now();
    let hasTyped = false;
    const act = () => { lastActive = Date.now(); };
    const type = () => { act(); hasTyped = true; };
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
      try {
        const answer = await fetch(place.dataset.address, {
          method: "POST", body: told(typed ? ["typed"] : []), redirect: "error",
        });
        if (answer.ok) show(place, (await answer.json()).others);
      } catch {
        hasTyped = hasTyped || typed; // said the next time
      }
    }

    beat();
    setInterval(beat, EVERY);
    window.addEventListener("pagehide", () => navigator.sendBeacon(place.dataset.address, told(["left"])));
    window.addEventListener("pageshow", (event) => { if (event.persisted) beat(); });
  }

  function show(place, others) {
    place.replaceChildren(...others.map((sentence) => {
      const line = document.createElement("p");
      line.textContent = sentence;
      return line;
    }));
  }
})();
