/* Replaces parts of this page by those of a newer one, without losing what is typed or which folds are open. */

const PARTS = ".beside, .pass-all, #overview, #ahead, #places, #entry-threads > .threads-box";

/** All parts that reviewing changes. */
export function replaceParts(page) {
  for (const old of document.querySelectorAll(PARTS)) {
    const fresh = page.getElementById(old.id);
    if (fresh && shownBy(fresh) !== shownBy(old)) replace(old, fresh);
  }
  for (const line of document.querySelectorAll(".line")) {
    const fresh = page.getElementById(line.id);
    if (!fresh) continue;
    for (const name of ["pending", "left"]) line.classList.toggle(name, fresh.classList.contains(name));
  }
}

/** Only the comment threads: where the text has changed, the marks of the newer page are not about what this page shows. */
export function replaceThreads(page) {
  for (const old of document.querySelectorAll(".beside")) {
    const fresh = page.getElementById(old.id);
    if (fresh) replace(old.querySelector(".threads"), fresh.querySelector(".threads"));
  }
  const whole = page.querySelector("#whole .threads");
  if (whole) replace(document.querySelector("#whole .threads"), whole);
}

/** Without the tokens, which differ in every answer. */
function shownBy(part) {
  return part.innerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
}

function replace(old, fresh) {
  old.replaceWith(document.importNode(fresh, true));
  restoreTyped(old);
  restoreFolds(old);
}

function restoreTyped(old) {
  for (const field of old.querySelectorAll("textarea, input:not([type=hidden])")) {
    const fresh = field.id && field.value !== field.defaultValue && document.getElementById(field.id);
    if (fresh) fresh.value = field.value;
  }
}

/** A thread whose state has changed opens and closes as the newer page says. */
function restoreFolds(old) {
  for (const fold of old.querySelectorAll("details[id]")) {
    const fresh = document.getElementById(fold.id);
    if (fresh && fresh.className === fold.className) fresh.open = fold.open;
  }
}
