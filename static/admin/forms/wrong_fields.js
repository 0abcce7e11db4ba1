/* After a form was refused: gives the focus to the first wrong field, and leads from the note at the top to each of them, the
   editor of rich text among them. */

import { openDetailsAround } from "../common/details.js";
import { editorOf, whenEditorIsReady } from "../common/editors.js";

const FIELDS = "input, select, textarea";

// Django gives the focus to the first field of a new row before that.
if (document.readyState === "complete") start();
else window.addEventListener("load", start);

function start() {
  const note = document.getElementById("wrong");
  if (!note) return;
  const links = [...note.querySelectorAll("a[href^='#']")];
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (focusTarget(link)) event.preventDefault();
    });
  }
  if (!links.length || !focusTarget(links[0])) note.focus();
}

/** Whether the field that the link leads to has the focus, or will have it. */
function focusTarget(link) {
  const id = decodeURIComponent(link.hash.slice(1));
  const editor = editorOf(id);
  return editor ? focusEditor(editor) : focusField(document.getElementById(id));
}

function focusEditor(editor) {
  whenEditorIsReady(editor, () => {
    editor.focus();
    editor.container.$.scrollIntoView({ block: "center" });
  });
  return true;
}

function focusField(element) {
  const field = element?.matches(FIELDS) ? element : element?.querySelector(FIELDS);
  if (!field) return false;
  openDetailsAround(field);
  field.focus();
  return document.activeElement === field;
}
