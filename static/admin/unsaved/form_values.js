/* Reads the values of a form's fields, and fills the fields with them again. Passwords and files are left out. */

import { editorOf, editors } from "../common/editors.js";

const LEFT_OUT = ["password", "file", "hidden", "submit", "button"];

/** The state of the row that the form showed when it was opened. */
export function shownState(form) {
  return stateField(form)?.value || "";
}

/** For each name the values of all its fields, in order. */
export function valuesOf(form) {
  const values = {};
  for (const field of [...form.elements].filter(isRecorded)) {
    values[field.name] = [...(values[field.name] || []), isBox(field) ? field.checked : field.value];
  }
  for (const editor of editors()) values[nameOf(editor)] = [editor.getData()];
  return values;
}

export function fillForm(form, { seen, values }) {
  for (const part of form.querySelectorAll("[data-gone]")) part.hidden = false; // of a row that was deleted since
  addRows(form, Object.keys(values));
  for (const [name, wanted] of Object.entries(values)) {
    const editor = editors().find((one) => nameOf(one) === name);
    if (editor) editor.setData(wanted[0]);
    else fillFields([...form.elements].filter((field) => field.name === name && isRecorded(field)), wanted);
  }
  const field = stateField(form);
  if (field) field.value = seen; // what was changed since is then asked about, not overwritten
}

function fillFields(fields, wanted) {
  addNames(fields, wanted.length);
  fields.forEach((field, index) => {
    if (isBox(field)) field.checked = wanted[index] === true;
    else field.value = wanted[index] || "";
  });
}

/** A list of names has one field a name, and grows as it needs. */
function addNames(fields, count) {
  const last = fields[fields.length - 1];
  while (last?.closest(".names") && fields.length < count) {
    const more = last.cloneNode();
    more.removeAttribute("id");
    fields[fields.length - 1].after(more);
    fields.push(more);
  }
}

/** As many rows of inlines as these names of fields had. */
function addRows(form, names) {
  for (const total of form.querySelectorAll("[name$=-TOTAL_FORMS]")) {
    const prefix = total.name.slice(0, -"TOTAL_FORMS".length);
    const numbers = names
      .filter((name) => name.startsWith(prefix))
      .map((name) => parseInt(name.slice(prefix.length), 10))
      .filter((number) => !Number.isNaN(number));
    const missing = Math.max(-1, ...numbers) + 1 - Number(total.value);
    const adder = document.getElementById(`${prefix}group`)?.querySelector(".add-row a");
    for (let left = Math.min(missing, 50); adder && left > 0; left -= 1) adder.click();
  }
}

function isRecorded(field) {
  return field.name && !LEFT_OUT.includes(field.type) && !field.name.startsWith("take-") && !editorOf(field.id);
}

function isBox(field) {
  return ["checkbox", "radio"].includes(field.type);
}

function nameOf(editor) {
  return editor.element.getAttribute("name");
}

function stateField(form) {
  return form.querySelector("[name=seen]");
}
