/* Fills in who issued a policy document and its title, where these fields are empty, from the title of the entry (the rule is
   the server's, policies/recognising/issuers.py), and empties them again at the press of a button. */

import { newElement } from "../common/elements.js";
import { fetchJson } from "../common/requests.js";

const title = document.getElementById("id_title");
const documentTitle = document.getElementById("id_document_title");
if (title && documentTitle) title.addEventListener("change", fillIn);

async function fillIn() {
  const bodies = [...document.querySelectorAll("input[name=issuing_bodies]")];
  if (!bodies.every(isEmpty) && !isEmpty(documentTitle)) return;
  const named = await ask();
  if (!named) return;
  // What was typed while the answer was on its way stays.
  const filled = [];
  if (bodies.every(isEmpty)) {
    named.issuing_bodies.slice(0, bodies.length).forEach((name, at) => filled.push([bodies[at], name]));
  }
  if (isEmpty(documentTitle) && named.document_title) filled.push([documentTitle, named.document_title]);
  filled.forEach(([field, value]) => put(field, value));
  if (filled.length) offerUndo(filled);
}

/** `{issuing_bodies, document_title}`, or null. */
function ask() {
  const list = location.pathname.replace(/[^/]+\/(?:change\/)?$/, "");
  return fetchJson(`${list}title/?title=${encodeURIComponent(title.value)}`);
}

function isEmpty(field) {
  return field.value.trim() === "";
}

/** A field with the focus is selected: what is typed next replaces the value. */
function put(field, value) {
  field.value = value;
  if (field === document.activeElement) field.select();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function offerUndo(filled) {
  const row = title.closest(".form-row");
  const line = row.querySelector(".from-title") || newElement("p", { className: "from-title" }, { role: "status" });
  const button = newElement("button", { type: "button", className: "undo", textContent: "撤销" });
  button.addEventListener("click", () => {
    for (const [field, value] of filled) if (field.value === value) put(field, "");
    line.remove();
  });
  line.replaceChildren("已从标题填好发布机构、文件名里空着的，请核对。 ", button);
  row.append(line);
}
