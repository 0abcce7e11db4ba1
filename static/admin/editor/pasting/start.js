/* Rewrites what is pasted into an editor, at the right moments of CKEditor's own pasting. */

import { readByMeaning } from "./meaning.js";
import { writeNumbersOut } from "./numbering.js";
import { showRemarks } from "./remarks.js";
import { separateMarkers } from "./word_lists.js";

const FIRST = 2; // priorities: CKEditor turns Word's lists into <ol start="3"> at 3, and inserts at 1000
const AFTER_WORD = 10;

export function startPasting(editor) {
  const remarks = new Set();
  editor.on(
    "paste",
    ({ data }) => {
      remarks.clear();
      const page = parse(data.dataValue);
      readByMeaning(page, remarks);
      data.dataValue = page.body.innerHTML;
      const isPicture = !data.dataValue && data.dataTransfer?.getFilesCount() > 0;
      if (isPicture) showRemarks(editor, ["粘贴的是图片或文件，没有导入：正文里放不下图片。"]);
    },
    null,
    null,
    FIRST,
  );
  editor.on("pasteFromWord", ({ data }) => {
    const page = parse(data.dataValue);
    readByMeaning(page, remarks);
    separateMarkers(page);
    data.dataValue = page.documentElement.outerHTML; // with the head: CKEditor reads Word's styles there
  });
  editor.on(
    "paste",
    ({ data }) => {
      const page = parse(data.dataValue);
      if (writeNumbersOut(page)) data.dataValue = page.body.innerHTML;
    },
    null,
    null,
    AFTER_WORD,
  );
  editor.on("afterPaste", () => showRemarks(editor, [...remarks]));
}

function parse(html) {
  return new DOMParser().parseFromString(html || "", "text/html");
}
