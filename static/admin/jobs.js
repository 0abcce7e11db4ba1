/* Whoever waits longer than half a second sees that something is happening, and how far it is (/admin/jobs/<token>/).
   A form marked data-once is sent once, however often its button is clicked: the browser would show the answer to the
   last click, and the first has done the work. Plain ES2020: Chrome 109 is the oldest browser in use. */
(() => {
  const PATIENCE = 500;
  const EVERY = 800;
  const FIELD = "job";
  let stop = () => {};

  const newToken = () => {
    const numbers = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(numbers, (number) => number.toString(16).padStart(2, "0")).join("");
  };

  const named = (address, token) => {
    const url = new URL(address, location.href);
    url.searchParams.set(FIELD, token);
    return url.href;
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-once]")) sendOnce(form);
    const waiting = document.querySelector("[data-job-address]");
    if (waiting) openInPlace(waiting);
  });
  window.addEventListener("submit", (event) => {
    followForm(event);
  }); // after the page's own scripts, which may send it in place
  document.addEventListener("click", (event) => {
    followDownload(event);
  });
  window.addEventListener("pageshow", () => {
    stop();
  }); // back from the next page

  function sendOnce(form) {
    let isSent = false;
    form.addEventListener("submit", (event) => {
      if (isSent) event.preventDefault();
      isSent = true;
    });
    window.addEventListener("pageshow", () => {
      isSent = false;
    });
  }

  function followForm(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    const token = newToken();
    let field = form.querySelector(`input[type=hidden][name=${FIELD}]`);
    if (!field) {
      field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: FIELD });
      form.append(field);
    }
    field.value = token;
    follow(token, form.dataset.busy || `正在处理“${labelOf(event.submitter, form)}”……`);
  }

  function labelOf(submitter, form) {
    const button = submitter || form.querySelector("[type=submit], button");
    const words = button && (button.matches("input") ? button.value : button.textContent);
    return words ? words.trim().replace(/…$/, "") : "请求";
  }

  /* The page stays where it is: the server says when the file has been sent. */
  function followDownload(event) {
    const link = event.target.closest ? event.target.closest("a[data-download]") : null;
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const token = newToken();
    const plain = link.href;
    link.href = named(plain, token);
    setTimeout(() => {
      link.href = plain;
    });
    follow(token, `正在生成${link.dataset.download}……`);
  }

  /* A page that is nothing but the wait for another one. */
  function openInPlace(waiting) {
    const token = newToken();
    follow(token, waiting.textContent.trim(), waiting);
    location.replace(named(waiting.dataset.jobAddress, token));
  }

  function follow(token, words, place) {
    stop();
    const began = Date.now();
    let line = place || null;
    let text = words;
    let timer = setTimeout(look, PATIENCE);
    stop = () => {
      clearTimeout(timer);
      timer = 0;
      if (line && !place) line.remove();
    };

    async function look() {
      if (!line) line = newLine();
      show();
      const seen = timer;
      const reported = await ask(token);
      if (timer !== seen) return; // stopped meanwhile
      if (reported.is_done) {
        stop();
        return;
      }
      text = reported.text || text;
      show();
      timer = setTimeout(look, EVERY);
    }

    function show() {
      line.textContent = `${text}已用 ${Math.max(1, Math.round((Date.now() - began) / 1000))} 秒`;
    }
  }

  async function ask(token) {
    try {
      const answer = await fetch(`/admin/jobs/${token}/`, { headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : {};
    } catch {
      return {};
    }
  }

  function newLine() {
    const line = document.createElement("p");
    line.className = "job";
    line.setAttribute("role", "status");
    document.body.append(line);
    return line;
  }
})();
