/* Reads rows that are pasted from Excel, Word or a web page from their HTML: their plain text loses the addresses behind
   links, leaves cells that were merged downwards empty and breaks cells of several lines. Without a table in the HTML, or
   without this script, the plain text is taken. */

import { rowsOf } from "./html_table.js";

const field = document.getElementById("id_pasted");
field?.addEventListener("paste", (event) => {
  const html = event.clipboardData?.getData("text/html");
  const table = html ? new DOMParser().parseFromString(html, "text/html").querySelector("table") : null;
  if (!table) return;
  event.preventDefault();
  const text = withAddresses(rowsOf(table)).map(asLine).join("\n");
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

/** Addresses that no cell shows get a column of their own, under 网址 where the first row has none: it is the headings. */
function withAddresses(rows) {
  const isHidden = ({ cells, address }) => address && !cells.includes(address);
  if (!rows.some(isHidden)) return rows.map((row) => row.cells);
  const hasHeadings = !rows[0].address && rows.length > 1;
  return rows.map((row, at) => {
    if (at === 0 && hasHeadings) return [...row.cells, "网址"];
    return [...row.cells, isHidden(row) ? row.address : ""];
  });
}

function asLine(cells) {
  return cells.map(quote).join("\t");
}

function quote(text) {
  return /[\t\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
