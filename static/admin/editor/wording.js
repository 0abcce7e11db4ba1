/* Names the editor's buttons, menus and lists as the rest of the product does: one word for one thing. */

const WORDING = {
  undo: { undo: "撤销" },
  basicstyles: { italic: "斜体" },
  list: { bulletedlist: "项目符号列表" },
  link: { toolbar: "插入或修改链接", menu: "修改链接", unlink: "取消链接" },
  common: { url: "网址" },
};
const CELL_WORDING = { columnHeader: "列标题", rowHeader: "行标题" };

export function setWording(editor) {
  editor.on("langLoaded", () => {
    for (const [plugin, words] of Object.entries(WORDING)) Object.assign(editor.lang[plugin], words);
    Object.assign(editor.lang.table.cell, CELL_WORDING);
    const label = document.querySelector(`label[for="${editor.name}"]`);
    if (label) editor.title = editor.applicationTitle = label.textContent.replace(/[：:\s]+$/, "");
  });
}
