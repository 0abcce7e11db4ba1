"use strict";
/* Choosing among many references; without this script each box is ticked by hand. */
const form = document.getElementById("references-form");
const boxes = form ? [...form.querySelectorAll('input[name="chosen"]')] : [];

if (boxes.length) {
  const wanted = { all: () => true, none: () => false, suggested: (box) => box.defaultChecked };
  const count = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    document.getElementById("references-count").textContent = ` ${chosen} 篇`;
  };
  for (const button of form.querySelectorAll("[data-choose]")) {
    button.addEventListener("click", () => {
      for (const box of boxes) box.checked = wanted[button.dataset.choose](box);
      count();
    });
  }
  form.querySelector(".references-choose").hidden = false;
  form.addEventListener("change", count);
  window.addEventListener("pageshow", count);
  count();
}
