/* Reads an HTML table: the text of each cell, and the address behind a row. */

const LINE_BREAK = "\u000b"; // no text of a page has it

/** `{cells, address}` for each row with text. What spans rows is in each of them. */
export function rowsOf(table) {
  const rows = [...table.rows].map(() => ({ cells: [], address: "" }));
  [...table.rows].forEach((row, at) => {
    let column = 0;
    for (const cell of row.cells) {
      while (rows[at].cells[column] !== undefined) column += 1;
      fill(rows.slice(at, at + Math.max(cell.rowSpan, 1)), column, cell);
      column += cell.colSpan;
      rows[at].address = rows[at].address || addressIn(cell);
    }
    rows[at].cells = Array.from(rows[at].cells, (text) => text || "");
  });
  return rows.filter((row) => row.cells.some((text) => text));
}

/** What spans columns is in the first of them. */
function fill(rows, column, cell) {
  const texts = Array.from({ length: cell.colSpan }, (_, along) => (along ? "" : textOf(cell)));
  for (const row of rows) {
    texts.forEach((text, along) => {
      row.cells[column + along] = text;
    });
  }
}

function addressIn(cell) {
  return cell.querySelector('a[href^="http"]')?.getAttribute("href").trim() || "";
}

/** With a line break between lines and paragraphs. */
function textOf(cell) {
  const copy = cell.cloneNode(true);
  for (const element of copy.querySelectorAll("style, script")) element.remove();
  for (const element of copy.querySelectorAll("br")) element.replaceWith(LINE_BREAK);
  for (const block of [...copy.querySelectorAll("p, div, li")].slice(1)) block.prepend(LINE_BREAK);
  const lines = copy.textContent.replace(/[ \t\r\n\u00a0]+/g, " ").split(LINE_BREAK);
  return lines.map((line) => line.trim()).filter(Boolean).join("\n");
}
