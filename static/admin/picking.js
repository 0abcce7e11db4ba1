/* Choosing among many: the link 全选 ticks the boxes in place, and the button says how many are ticked. Without this
   script the link loads the page with all of them ticked. Chrome 109 is the oldest browser in use. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("picking");
  if (!form) return;
  const boxes = [...form.querySelectorAll('input[name="uid"]')];
  const link = form.querySelector(".pick-all a");
  const label = link.textContent.startsWith("全不选") ? "全选" : link.textContent;

  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    document.getElementById("picked").textContent = ticked ? `（${ticked} 条）` : "";
    link.textContent = ticked === boxes.length ? "全不选" : label;
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
    count();
  });
  form.addEventListener("change", count);
  window.addEventListener("pageshow", count);
  count();
});
