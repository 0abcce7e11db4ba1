/* Saves the order of a list of entries, and shows the order and the numbers that the server answers. */

import { newElement } from "../common/elements.js";

/** `line` was dragged into `list`; where it cannot be saved it goes back to `origin`, `{list, next}`. */
export async function saveOrder(compose, line, list, origin) {
  try {
    const { lists, undo, version } = await post(compose, list);
    const isRearranged = showOrder(compose, lists);
    const more = isRearranged ? "同一家医院的资讯刊出时排在一起，已按刊出的次序排好。" : "";
    showMessage(compose, `次序已保存。${more}`, { undo });
    if (version !== null) showVersion(compose, version);
  } catch (error) {
    origin.list.insertBefore(line, origin.next);
    showMessage(compose, `${error.message || "没有保存：连不上服务器"}。次序已恢复原样。`, { isError: true });
  }
}

/** Throws an error that says in Chinese why nothing was saved. */
async function post(compose, list) {
  const body = new URLSearchParams({ section: list.dataset.section, seen: compose.dataset.version });
  for (const line of list.querySelectorAll(".line")) body.append("uid", line.dataset.uid);
  const token = document.querySelector("#actions [name=csrfmiddlewaretoken]").value;
  const response = await request(compose.dataset.arrange, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": token },
    redirect: "error",
  });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json() : { message: "没有保存：请刷新页面再试" };
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

async function request(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new Error("没有保存：连不上服务器，或需要重新登录");
  }
}

/** `lists` has for each section pairs of uid and number. Returns whether a line now stands elsewhere than it was dropped. */
function showOrder(compose, lists) {
  let isRearranged = false;
  for (const list of compose.querySelectorAll("[data-container]")) {
    const dropped = [...list.querySelectorAll(".line")];
    const ordered = (lists[list.dataset.section] || [])
      .map(([uid, number]) => ({ line: list.querySelector(`[data-uid="${uid}"]`), number }))
      .filter(({ line }) => line !== null);
    isRearranged = isRearranged || ordered.some(({ line }, index) => line !== dropped[index]);
    ordered.forEach(({ line, number }, index) => {
      list.append(line);
      line.querySelector(".number").textContent = number;
      line.querySelector("[name=up]").classList.toggle("edge", index === 0);
      line.querySelector("[name=down]").classList.toggle("edge", index === ordered.length - 1);
    });
  }
  return isRearranged;
}

/** The workflow buttons carry the version that the person has seen: our own change moves it on, a colleague's does not. */
function showVersion(compose, version) {
  compose.dataset.version = version;
  for (const field of document.querySelectorAll(".steps input[name=seen]")) field.value = version;
}

function showMessage(compose, text, { isError = false, undo = null } = {}) {
  const message = document.getElementById("compose-message");
  message.textContent = text;
  message.classList.toggle("refused", isError);
  if (undo) message.append(" ", newUndoButton(compose, undo));
}

function newUndoButton(compose, undo) {
  return newElement(
    "button",
    { type: "submit", className: "undo", name: "undo", value: undo, textContent: "撤销" },
    { form: "undo", formaction: compose.dataset.undo },
  );
}
