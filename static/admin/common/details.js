/* Opens the folds (<details>) that an element stands in. */

export function openDetailsAround(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}
