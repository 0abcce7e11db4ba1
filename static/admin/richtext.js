/* What CKEditor cannot be told by configuration. Plain ES2020: Chrome 109 is the oldest browser in use. */
(() => {
  /* The link dialog offers what is kept when the text is saved: web and mail addresses. */
  CKEDITOR.on("dialogDefinition", (event) => {
    if (event.data.name !== "link") return;
    const info = event.data.definition.getContents("info");
    const keep = (id, values) => {
      const choice = info.get(id);
      choice.items = choice.items.filter((item) => values.includes(item[1]));
    };
    keep("linkType", ["url", "email"]);
    keep("protocol", ["http://", "https://"]);
  });

  /* The frame does not know which theme the page has. */
  function isDark() {
    const { theme } = document.documentElement.dataset;
    return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  }

  function followTheme() {
    document.documentElement.classList.toggle("cke-dark", isDark());
    for (const { document: text } of Object.values(CKEDITOR.instances)) {
      if (text) text.getBody().$.classList.toggle("dark", isDark());
    }
  }

  followTheme();
  CKEDITOR.on("instanceReady", followTheme);
  new MutationObserver(followTheme).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", followTheme);

  CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on("contentDom", followTheme); // made anew after setData
    /* One word for one thing, and the lists are as the rest of the product names them. */
    editor.on("langLoaded", () => {
      Object.assign(editor.lang.undo, { undo: "撤销" });
      Object.assign(editor.lang.basicstyles, { italic: "斜体" });
      Object.assign(editor.lang.list, { bulletedlist: "项目符号列表" });
      Object.assign(editor.lang.link, { toolbar: "插入或修改链接", menu: "修改链接", unlink: "取消链接" });
      Object.assign(editor.lang.common, { url: "网址" });
      Object.assign(editor.lang.table.cell, { columnHeader: "列标题", rowHeader: "行标题" });
      const label = document.querySelector(`label[for="${editor.name}"]`);
      if (label) editor.title = editor.applicationTitle = label.textContent.replace(/[：:\s]+$/, "");
    });
    const remarks = new Set();
    editor.on(
      "paste",
      ({ data }) => {
        remarks.clear();
        const page = parsed(data.dataValue || "");
        window.pasting.readByMeaning(page, remarks);
        data.dataValue = page.body.innerHTML;
        const isPicture = !data.dataValue && data.dataTransfer && data.dataTransfer.getFilesCount() > 0;
        if (isPicture) showRemarks(editor, ["粘贴的是图片或文件，没有导入：正文里放不下图片。"]);
      },
      null,
      null,
      2,
    );
    editor.on("pasteFromWord", ({ data }) => {
      const page = parsed(data.dataValue);
      window.pasting.readByMeaning(page, remarks);
      makeMarkersReadable(page);
      data.dataValue = page.documentElement.outerHTML; // with the head: CKEditor reads Word's styles there
    });
    // Word's list has become <ol start="3"> by then (at 3), and is not yet inserted (at 1000).
    editor.on(
      "paste",
      ({ data }) => {
        const page = parsed(data.dataValue || "");
        if (window.pasting.writeNumbersOut(page)) data.dataValue = page.body.innerHTML;
      },
      null,
      null,
      10,
    );
    editor.on("afterPaste", () => showRemarks(editor, [...remarks]));
  });

  /* What was not pasted, or not as it was, stands below the editor until the next paste. */
  function showRemarks(editor, sentences) {
    const before = editor.container.$.parentElement.querySelector(".paste-remarks");
    const list = before || document.createElement("ul");
    list.className = "paste-remarks";
    list.setAttribute("role", "status");
    list.replaceChildren(
      ...sentences.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
    );
    list.hidden = sentences.length === 0;
    if (!before) editor.container.$.after(list);
  }

  function parsed(html) {
    return new DOMParser().parseFromString(html, "text/html");
  }

  /* Word marks a list item by its printed marker, and CKEditor makes 1. 2. 3. or bullets of all. Only those are left to
     it; 一、, ①, a), （1）, 1.1 and II. become text. */
  function makeMarkersReadable(page) {
    page.querySelectorAll('p span[style*="mso-list"]').forEach((marker) => {
      const text = marker.textContent.trim();
      if (!/[\p{L}\p{N}]/u.test(text) || text === "o") marker.textContent = "·\u00a0";
      else if (!/^\d{1,3}[.．、]$/.test(text)) {
        asText(marker.closest("p"), marker, /[\x21-\x7e]$/.test(text) ? `${text} ` : text);
      }
    });
  }

  function asText(paragraph, marker, text) {
    marker.replaceWith(text);
    const style = paragraph.getAttribute("style") || "";
    paragraph.setAttribute("style", style.replace(/mso-list:[^;]*;?/i, ""));
    paragraph.innerHTML = paragraph.innerHTML.replace(/<!--\[[^>]*\]-->/g, "");
  }
})();
