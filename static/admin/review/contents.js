/* Opens and closes the folds of the bar: the table of contents and the table of keys. */

import { setDestination } from "./entries.js";

const folds = [...document.querySelectorAll(".ways details")];

export function startContents() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".ways a");
    closeFolds(link ? null : folds.find((fold) => fold.contains(event.target)));
    if (link?.closest("#places")) setDestination(document.getElementById(link.hash.slice(1)));
  });
}

export function openContents() {
  const contents = document.getElementById("contents");
  contents.open = true;
  contents.querySelector("a").focus();
}

export function toggleKeys() {
  const keys = document.querySelector(".keys");
  keys.open = !keys.open;
}

/** Closes them all; the focus stays at the fold that it was in. */
export function leaveFolds(focused) {
  const open = folds.find((fold) => fold.open);
  if (open?.contains(focused)) open.querySelector("summary").focus();
  closeFolds();
}

function closeFolds(except = null) {
  for (const fold of folds) if (fold !== except) fold.open = false;
}
