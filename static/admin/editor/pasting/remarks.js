/* Shows below an editor what was not pasted, or not as it was, until the next paste. */

import { newElement } from "../../common/elements.js";

export function showRemarks(editor, sentences) {
  const container = editor.container.$;
  const present = container.parentElement.querySelector(".paste-remarks");
  const list = present || newElement("ul", { className: "paste-remarks" }, { role: "status" });
  list.replaceChildren(...sentences.map((textContent) => newElement("li", { textContent })));
  list.hidden = sentences.length === 0;
  if (!present) container.after(list);
}
