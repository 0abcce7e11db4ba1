/* Writes ruby text behind the words that it belongs to: 尴（gān）尬（gà）. */

export function writeRubyOut(page) {
  page.querySelectorAll("rp").forEach((node) => node.remove());
  page.querySelectorAll("rt").forEach((node) => node.replaceWith(`（${node.textContent.trim()}）`));
}
