/* Finds the rich text editors of the page, where CKEditor is loaded. */

export function editors() {
  return Object.values(window.CKEDITOR?.instances || {});
}

/** The editor in place of the textarea with this id. */
export function editorOf(id) {
  return window.CKEDITOR?.instances[id];
}

/** Calls `act(editor)` for each editor, as soon as it can be used. */
export function whenEditorsAreReady(act) {
  if (!window.CKEDITOR) return;
  editors().filter(isReady).forEach(act);
  CKEDITOR.on("instanceReady", ({ editor }) => act(editor));
}

export function whenEditorIsReady(editor, act) {
  if (isReady(editor)) act();
  else editor.on("instanceReady", act);
}

function isReady(editor) {
  return editor.status === "ready";
}
