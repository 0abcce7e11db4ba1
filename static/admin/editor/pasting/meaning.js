/* Says in the editor's own tags what a pasted page says by style, by class or by other tags, and takes out what is no part of
   the text. issues/richtext does the same to whatever reaches the server. */

import { putEquationsInLine } from "./equations.js";
import { joinLines } from "./line_breaks.js";
import { dropPictures, replaceDrawnSigns } from "./pictures.js";
import { splitPreformatted } from "./preformatted.js";
import { takeOutRevisions } from "./revisions.js";
import { writeRubyOut } from "./ruby.js";
import { markByStyle } from "./styles.js";
import { readSymbols } from "./symbols.js";

/** Changes `page`, and adds to `remarks` (a Set of sentences) what the person who pastes should know. */
export function readByMeaning(page, remarks) {
  takeOutRevisions(page, remarks);
  putEquationsInLine(page, remarks);
  writeRubyOut(page);
  replaceDrawnSigns(page);
  dropPictures(page, remarks);
  readSymbols(page);
  splitPreformatted(page);
  markByStyle(page);
  joinLines(page);
}
