/* Orders entries by drag and drop. Without this script the buttons ↑ and ↓ do the same. */

import { saveOrder } from "./order.js";

export function startDragging(compose) {
  let origin = null; // of the entry that is dragged: its list, and the entry after it
  for (const list of listsOf(compose)) {
    new Sortable(list, {
      group: { name: "entries", put: (to, _from, line) => accepts(to.el, line) },
      handle: ".handle",
      draggable: ".line",
      animation: 150,
      ghostClass: "dragged",
      onStart({ from, item }) {
        origin = { list: from, next: item.nextElementSibling };
        for (const other of listsOf(compose)) other.classList.toggle("open", accepts(other, item));
      },
      onEnd({ to, item }) {
        for (const other of listsOf(compose)) other.classList.remove("open");
        if (origin.list !== to || origin.next !== item.nextElementSibling) saveOrder(compose, item, to, origin);
      },
    });
  }
}

function listsOf(compose) {
  return compose.querySelectorAll("[data-container]");
}

/** Whether entries of this kind may stand in the list. */
function accepts(list, line) {
  return list.dataset.kinds.split(" ").includes(line.dataset.kind);
}
