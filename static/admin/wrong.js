/* After a form was refused: the first wrong field has the focus, and the note at the top leads to each of them, the rich
   text's editor among them. Plain ES2020. */
(() => {
  // Django gives the focus to the first field of a new row before that.
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);

  function begin() {
    const note = document.getElementById("wrong");
    if (!note) return;
    const links = [...note.querySelectorAll("a[href^='#']")];
    for (const link of links) {
      link.addEventListener("click", (event) => {
        if (lead(link)) event.preventDefault();
      });
    }
    if (!links.length || !lead(links[0])) note.focus();
  }

  function lead(link) {
    const id = decodeURIComponent(link.hash.slice(1));
    const editor = window.CKEDITOR && CKEDITOR.instances[id];
    if (editor) return leadInto(editor);
    const place = document.getElementById(id);
    const field = place &&
      (place.matches("input, select, textarea") ? place : place.querySelector("input, select, textarea"));
    if (!field) return false;
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    field.focus();
    return document.activeElement === field;
  }

  function leadInto(editor) {
    const enter = () => {
      editor.focus();
      editor.container.$.scrollIntoView({ block: "center" });
    };
    if (editor.status === "ready") enter();
    else editor.on("instanceReady", enter);
    return true;
  }
})();
