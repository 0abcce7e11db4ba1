/* Rows pasted from Excel, Word or a web page: the plain text of the clipboard loses the addresses behind links, leaves cells
   that were merged downwards empty and breaks cells of several lines. Their HTML has all of it. Without a table in it, or
   without this script, the plain text is taken. Chrome 109 is the oldest browser in use. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const field = document.getElementById("id_pasted");
  if (!field) return;
  field.addEventListener("paste", (event) => {
    const html = event.clipboardData ? event.clipboardData.getData("text/html") : "";
    const table = html ? new DOMParser().parseFromString(html, "text/html").querySelector("table") : null;
    if (!table) return;
    event.preventDefault();
    const text = withAddresses(gridOf(table)).map((row) => row.map(quoted).join("\t")).join("\n");
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  /* Each row as its cells' texts, with the address that is behind one of them. What spans rows is in each of them. */
  function gridOf(table) {
    const rows = [...table.rows].map(() => ({ cells: [], address: "" }));
    [...table.rows].forEach((row, at) => {
      let column = 0;
      for (const cell of row.cells) {
        while (rows[at].cells[column] !== undefined) column += 1;
        const text = textOf(cell);
        for (let down = 0; down < Math.max(cell.rowSpan, 1) && rows[at + down]; down += 1) {
          for (let along = 0; along < cell.colSpan; along += 1) {
            rows[at + down].cells[column + along] = along ? "" : text;
          }
        }
        column += cell.colSpan;
        const link = cell.querySelector('a[href^="http"]');
        if (link && !rows[at].address) rows[at].address = link.getAttribute("href").trim();
      }
      rows[at].cells = Array.from(rows[at].cells, (text) => text || "");
    });
    return rows.filter((row) => row.cells.some((text) => text));
  }

  function textOf(cell) {
    const copy = cell.cloneNode(true);
    for (const gone of copy.querySelectorAll("style, script")) gone.remove();
    for (const mark of copy.querySelectorAll("br")) mark.replaceWith("\u000b");
    const blocks = [...copy.querySelectorAll("p, div, li")];
    for (const block of blocks.slice(1)) block.prepend("\u000b");
    return copy.textContent.replace(/[ \t\r\n\u00a0]+/g, " ").split("\u000b").map((line) => line.trim()).filter(Boolean)
      .join("\n");
  }

  /* Addresses that no cell shows become a column of their own, under 网址 where the first row has none: it is the headings. */
  function withAddresses(rows) {
    const isHidden = (row) => row.address && !row.cells.includes(row.address);
    if (!rows.some(isHidden)) return rows.map((row) => row.cells);
    const hasHeadings = !rows[0].address && rows.length > 1;
    return rows.map((row, at) => [...row.cells, at === 0 && hasHeadings ? "网址" : isHidden(row) ? row.address : ""]);
  }

  const quoted = (text) => (/[\t\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
});
