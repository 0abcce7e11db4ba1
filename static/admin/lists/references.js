/* Ticks all references of a file, none or the suggested ones. Without this script each box is ticked by hand. */

import { showTicked, tickedOf } from "../common/checkboxes.js";

const CHOICES = { all: () => true, none: () => false, suggested: (box) => box.defaultChecked };

const form = document.getElementById("references-form");
const boxes = form ? [...form.querySelectorAll('input[name="chosen"]')] : [];
if (boxes.length) startChoosing();

function startChoosing() {
  for (const button of form.querySelectorAll("[data-choose]")) {
    button.addEventListener("click", () => {
      for (const box of boxes) box.checked = CHOICES[button.dataset.choose](box);
      show();
    });
  }
  form.querySelector(".references-choose").hidden = false;
  showTicked(form, show);
}

function show() {
  document.getElementById("references-count").textContent = ` ${tickedOf(boxes).length} 篇`;
}
