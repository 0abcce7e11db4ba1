/* Ticks all entries of the pool in place, and counts the ticked ones. Without this script the link loads the page with all
   of them ticked. */

import { areAllTicked, showTicked, tickedOf, toggleAll } from "../common/checkboxes.js";

const form = document.getElementById("picking");
if (form) startPicking(form);

function startPicking(form) {
  const boxes = [...form.querySelectorAll('input[name="uid"]')];
  const link = form.querySelector(".pick-all a");
  const label = link.textContent.startsWith("全不选") ? "全选" : link.textContent;
  const show = () => {
    const count = tickedOf(boxes).length;
    document.getElementById("picked").textContent = count ? `（${count} 条）` : "";
    link.textContent = areAllTicked(boxes) ? "全不选" : label;
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    toggleAll(boxes);
    show();
  });
  showTicked(form, show);
}
