/* Opens and closes the menu of the office: folded away on a wide screen, opened on a narrow one. Without this script the
   button is a link that shows it. */

const button = document.getElementById("menu-button");
const narrow = window.matchMedia("(max-width: 1023px)");
const { body } = document;
if (button) startMenu();

function startMenu() {
  button.setAttribute("role", "button");
  button.setAttribute("aria-controls", "office-menu");
  button.addEventListener("click", press);
  button.addEventListener("keydown", (event) => {
    if (event.key === " ") press(event);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !narrow.matches || !isShown()) return;
    toggle();
    button.focus();
  });
  narrow.addEventListener("change", showState);
  showState();
}

function press(event) {
  event.preventDefault();
  toggle();
}

function toggle() {
  if (narrow.matches) body.classList.toggle("menu-open");
  else remember(body.classList.toggle("folded"));
  showState();
}

/** So that the next page comes with the menu as it is now. */
function remember(isFolded) {
  document.cookie = `office_menu=${isFolded ? "folded" : "open"}; path=/; max-age=31536000; samesite=lax`;
}

function isShown() {
  return narrow.matches ? body.classList.contains("menu-open") : !body.classList.contains("folded");
}

function showState() {
  button.setAttribute("aria-expanded", String(isShown()));
}
