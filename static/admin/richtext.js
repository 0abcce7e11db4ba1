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

  CKEDITOR.on("instanceCreated", ({ editor }) => {
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
    editor.on("pasteFromWord", ({ data }) => {
      const page = parsed(data.dataValue);
      makeMarkersReadable(page);
      raiseAndLower(page);
      data.dataValue = page.documentElement.outerHTML; // with the head: CKEditor reads Word's styles there
    });
    // Word's list has become <ol start="3"> by then (at 3), and is not yet inserted (at 1000).
    editor.on("paste", ({ data }) => {
      const page = parsed(data.dataValue || "");
      if (writeNumbersOut(page)) data.dataValue = page.body.innerHTML;
    }, null, null, 10);
  });

  function parsed(html) {
    return new DOMParser().parseFromString(html, "text/html");
  }

  /* Word marks a list item by its printed marker. CKEditor takes a Wingdings bullet, written as the letter "l", for a
     Roman number, and 一、 or ① for a bullet, and so loses the number. */
  function makeMarkersReadable(page) {
    page.querySelectorAll('p span[style*="mso-list"]').forEach((marker) => {
      const text = marker.textContent.trim();
      const isSymbol = /Wingdings|Webdings|Symbol/i.test(marker.outerHTML + marker.parentElement.getAttribute("style"));
      if (isSymbol || !/[\p{L}\p{N}]/u.test(text)) marker.textContent = "·\u00a0";
      else if (!/[0-9A-Za-z]/.test(text)) asText(marker.closest("p"), marker, text);
    });
  }

  function asText(paragraph, marker, text) {
    marker.replaceWith(text);
    const style = paragraph.getAttribute("style") || "";
    paragraph.setAttribute("style", style.replace(/mso-list:[^;]*;?/i, ""));
    paragraph.innerHTML = paragraph.innerHTML.replace(/<!--\[[^>]*\]-->/g, "");
  }

  /* CKEditor drops the style from what it takes to be Word's; WPS uses it in place of <sup>. */
  function raiseAndLower(page) {
    page.querySelectorAll('span[style*="vertical-align"]').forEach((span) => {
      const [, position] = /vertical-align:\s*(super|sub)/i.exec(span.getAttribute("style")) || [];
      if (!position || span.closest("sup, sub")) return;
      const shifted = page.createElement(position.toLowerCase() === "super" ? "sup" : "sub");
      shifted.append(...span.childNodes);
      span.append(shifted);
    });
  }

  /* A list that goes on after a paragraph would begin at 1 again, for no start is kept: its numbers become text. */
  function writeNumbersOut(page) {
    const lists = page.querySelectorAll('ol[start]:not([start="1"])');
    lists.forEach((list) => {
      [...list.children].forEach((item, index) => {
        const paragraph = page.createElement("p");
        paragraph.append(`${list.start + index}. `, ...item.childNodes);
        list.before(paragraph);
      });
      list.remove();
    });
    return lists.length > 0;
  }
})();
