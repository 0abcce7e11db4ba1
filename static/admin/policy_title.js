/* The title of a policy names who issued what: the fields for that, where they are empty, are filled from it (the rule is
   the server's, policies/issuers.py), and emptied again at the press of a button. Plain ES2020. */
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const title = document.getElementById("id_title");
    const named = document.getElementById("id_document_title");
    if (title && named) title.addEventListener("change", () => fill(title, named));
  });

  async function fill(title, named) {
    const bodies = [...document.querySelectorAll("input[name=issuing_bodies]")];
    const isEmpty = (field) => field.value.trim() === "";
    if (!bodies.every(isEmpty) && !isEmpty(named)) return;
    const found = await ask(title.value);
    const filled = [];
    // What was typed while the answer was on its way stays; what is typed next takes the place of what is filled in.
    const put = (field, value) => {
      field.value = value;
      if (field === document.activeElement) field.select();
      filled.push([field, value]);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    if (bodies.every(isEmpty)) {
      found.issuing_bodies.slice(0, bodies.length).forEach((name, at) => put(bodies[at], name));
    }
    if (isEmpty(named) && found.document_title) put(named, found.document_title);
    if (filled.length) offer(title, filled);
  }

  async function ask(title) {
    const nothing = { issuing_bodies: [], document_title: "" };
    const list = location.pathname.replace(/[^/]+\/(?:change\/)?$/, "");
    const address = `${list}title/?title=${encodeURIComponent(title)}`;
    try {
      const answer = await fetch(address, { redirect: "error" });
      return answer.ok ? await answer.json() : nothing;
    } catch {
      return nothing;
    }
  }

  function offer(title, filled) {
    const row = title.closest(".form-row");
    const line = row.querySelector(".from-title") || document.createElement("p");
    line.className = "from-title";
    line.setAttribute("role", "status");
    line.textContent = "已从标题填好发布机构、文件名里空着的，请核对。 ";
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "undo", textContent: "撤销" });
    button.addEventListener("click", () => {
      for (const [field, value] of filled) {
        if (field.value !== value) continue;
        field.value = "";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      line.remove();
    });
    line.append(button);
    row.append(line);
  }
})();
