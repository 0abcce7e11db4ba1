/* Separates the printed markers of Word's list items from its lists: CKEditor makes 1. 2. 3. or bullets of all of them.
   Only those are left to it; 一、, ①, a), （1）, 1.1 and II. become text. */

export function separateMarkers(page) {
  page.querySelectorAll('p span[style*="mso-list"]').forEach((marker) => {
    const text = marker.textContent.trim();
    if (!/[\p{L}\p{N}]/u.test(text) || text === "o") marker.textContent = "·\u00a0";
    else if (!/^\d{1,3}[.．、]$/.test(text)) makeText(marker, /[\x21-\x7e]$/.test(text) ? `${text} ` : text);
  });
}

/** Its paragraph is then no list item. */
function makeText(marker, text) {
  const paragraph = marker.closest("p");
  marker.replaceWith(text);
  const style = paragraph.getAttribute("style") || "";
  paragraph.setAttribute("style", style.replace(/mso-list:[^;]*;?/i, ""));
  paragraph.innerHTML = paragraph.innerHTML.replace(/<!--\[[^>]*\]-->/g, "");
}
