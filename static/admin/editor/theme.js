/* Gives the frames of the editors the theme of the page, which they do not know of themselves. */

import { editors } from "../common/editors.js";

const systemTheme = matchMedia("(prefers-color-scheme: dark)");

export function followTheme() {
  applyTheme();
  CKEDITOR.on("instanceReady", applyTheme);
  CKEDITOR.on("instanceCreated", ({ editor }) => editor.on("contentDom", applyTheme)); // setData replaces the frame's text
  new MutationObserver(applyTheme).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  systemTheme.addEventListener("change", applyTheme);
}

function applyTheme() {
  document.documentElement.classList.toggle("cke-dark", isDark());
  const theme = isDark() ? "dark" : "light";
  for (const editor of editors()) editor.document?.getDocumentElement().setAttribute("data-theme", theme);
}

function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme === "dark" || (theme !== "light" && systemTheme.matches);
}
