/* Rewrites what is pasted into an editor, at the right moments of CKEditor's own pasting. */

import { writeNumbersOut } from "./lists/numbering.js";
import { separateMarkers } from "./lists/word_lists.js";
import { readByMeaning } from "./meaning.js";
import { showRemarks } from "./remarks.js";

const FIRST = 2; // priorities: CKEditor turns Word's lists into <ol start="3"> at 3, and inserts at 1000
const AFTER_WORD = 10;

export function startPasting(editor) {
  const remarks = new Set();
  const onPaste = (handle, priority) => editor.on("paste", ({ data }) => handle(data), null, null, priority);
  onPaste((data) => {
    remarks.clear();
    read(data, remarks);
    if (isFile(data)) showRemarks(editor, ["粘贴的是图片或文件，没有导入：正文里放不下图片。"]);
  }, FIRST);
  onPaste(writeOutNumbers, AFTER_WORD);
  editor.on("pasteFromWord", ({ data }) => readFromWord(data, remarks));
  editor.on("afterPaste", () => showRemarks(editor, [...remarks]));
}

function read(data, remarks) {
  const page = parse(data.dataValue);
  readByMeaning(page, remarks);
  data.dataValue = page.body.innerHTML;
}

function readFromWord(data, remarks) {
  const page = parse(data.dataValue);
  readByMeaning(page, remarks);
  separateMarkers(page);
  data.dataValue = page.documentElement.outerHTML; // with the head: CKEditor reads Word's styles there
}

function writeOutNumbers(data) {
  const page = parse(data.dataValue);
  if (writeNumbersOut(page)) data.dataValue = page.body.innerHTML;
}

function isFile(data) {
  return !data.dataValue && data.dataTransfer?.getFilesCount() > 0;
}

function parse(html) {
  return new DOMParser().parseFromString(html || "", "text/html");
}
