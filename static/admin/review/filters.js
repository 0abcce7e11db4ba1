/* Shows a notice where the filters leave no entry on the page. */

import { visibleEntries } from "./entries.js";

export function startFilters() {
  document.querySelector(".toggles").addEventListener("change", updateNotice);
  updateNotice();
}

export function updateNotice() {
  const hasEntries = document.querySelector(".line") !== null;
  document.querySelector(".nothing").hidden = !hasEntries || visibleEntries().length > 0;
}
