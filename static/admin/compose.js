// Drag and drop on the compose page. Without this script the ↑ ↓ buttons do the same.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const compose = document.getElementById("compose");
  if (!compose || !compose.dataset.arrange) return;

  const message = document.getElementById("compose-message");
  const token = document.querySelector("#acts [name=csrfmiddlewaretoken]").value;
  let before = null; // where the dragged line stood: the list, and the line after it

  for (const list of compose.querySelectorAll("[data-container]")) {
    new Sortable(list, {
      group: { name: "entries", put: (to, _from, line) => accepts(to.el, line) },
      handle: ".handle",
      draggable: ".line",
      animation: 150,
      ghostClass: "dragged",
      onStart: (event) => {
        before = { list: event.from, next: event.item.nextElementSibling };
        for (const other of compose.querySelectorAll("[data-container]")) {
          other.classList.toggle("open", accepts(other, event.item));
        }
      },
      onEnd: (event) => {
        for (const other of compose.querySelectorAll(".open")) other.classList.remove("open");
        const moved = before.list !== event.to || before.next !== event.item.nextElementSibling;
        if (moved) save(event.item, event.to, before);
      },
    });
  }

  function accepts(list, line) {
    return list.dataset.kinds.split(" ").includes(line.dataset.kind);
  }

  async function save(line, list, origin) {
    try {
      const answer = await post(list);
      if (!answer.ok) throw new Error(answer.message);
      const isGathered = follow(answer.lists);
      say(
        isGathered ? "次序已保存。同一家医院的资讯刊出时排在一起，已按刊出的次序排好。" : "次序已保存。",
        false,
        answer.undo,
      );
      followVersion(answer.version);
    } catch (error) {
      origin.list.insertBefore(line, origin.next);
      say(`${error.message || "没有保存：连不上服务器"}。次序已恢复原样。`, true);
    }
  }

  async function post(list) {
    const body = new URLSearchParams({ section: list.dataset.section, seen: compose.dataset.version });
    for (const line of list.querySelectorAll(".line")) body.append("uid", line.dataset.uid);
    let response;
    try {
      response = await fetch(compose.dataset.arrange, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": token },
        redirect: "error",
      });
    } catch {
      throw new Error("没有保存：连不上服务器，或需要重新登录");
    }
    const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
    const told = isJson ? await response.json() : { message: "没有保存：请刷新页面再试" };
    return { ok: response.ok, ...told };
  }

  // The workflow buttons carry the version that the person has seen. Our own change moves it on; a colleague's does not.
  function followVersion(version) {
    if (version === null) return;
    compose.dataset.version = version;
    for (const field of document.querySelectorAll(".steps input[name=seen]")) field.value = version;
  }

  // The server knows the order and the numbers of the print. True where it put a line elsewhere than it was dropped.
  function follow(lists) {
    let isOther = false;
    for (const list of compose.querySelectorAll("[data-container]")) {
      const lineOf = (uid) => list.querySelector(`[data-uid="${uid}"]`);
      const told = (lists[list.dataset.section] || []).map(([uid, number]) => [lineOf(uid), number]);
      const here = told.filter(([line]) => line !== null);
      const before = [...list.querySelectorAll(".line")];
      isOther = isOther || here.some(([line], index) => line !== before[index]);
      here.forEach(([line, number], index) => {
        list.append(line);
        line.querySelector(".number").textContent = number;
        line.querySelector("[name=up]").classList.toggle("edge", index === 0);
        line.querySelector("[name=down]").classList.toggle("edge", index === here.length - 1);
      });
    }
    return isOther;
  }

  function say(text, isError, undo) {
    message.textContent = text;
    message.classList.toggle("refused", isError);
    if (undo) message.append(" ", undoButton(undo));
  }

  function undoButton(undo) {
    const button = document.createElement("button");
    Object.assign(button, { type: "submit", className: "undo", name: "undo", value: undo, textContent: "撤销" });
    button.setAttribute("form", "undo");
    button.setAttribute("formaction", compose.dataset.undo);
    return button;
  }
});

// What was done is said over the foot of the page, so that nothing is hidden; there it need not stay.
document.addEventListener("DOMContentLoaded", () => {
  const told = document.querySelector(".model-issue .messagelist:not(:has(li + li)) > .success");
  if (!told) return;
  const hide = () => {
    if (told.matches(":hover, :focus-within")) setTimeout(hide, 5000);
    else told.parentElement.remove();
  };
  setTimeout(hide, 20000);
});
