/* Shows who else has open what this page shows. A form that can be saved reports that it is open itself; a form that can
   only be read, and the compose page, only ask. */

import { newElement } from "../common/elements.js";
import { reportEditing } from "./editing.js";
import { watch } from "./requests.js";

const element = document.getElementById("open-forms");
const form = element?.closest("form");
if (form?.querySelector('[name="_save"]')) reportEditing(element, form, showOthers);
else if (element) watch(`${element.dataset.address}?what=${element.dataset.what}`, ({ others }) => showOthers(others));

const compose = document.getElementById("compose");
if (compose?.dataset.editing) watch(compose.dataset.editing, ({ editing }) => showEditors(editing));

/** Nothing is replaced where nothing has changed: a screen reader would read it out again. */
function showOthers(others) {
  const shown = [...element.children].map((line) => line.textContent);
  if (others.join() !== shown.join()) {
    element.replaceChildren(...others.map((textContent) => newElement("p", { textContent })));
  }
}

/** Of each entry and section of the compose page. */
function showEditors(editing) {
  for (const line of compose.querySelectorAll("[data-what]")) {
    const names = editing[line.dataset.what] || [];
    line.hidden = names.length === 0;
    line.textContent = names.length ? `${names.join("、")}正在修改` : "";
  }
}
