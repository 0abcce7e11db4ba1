/* The menu of the office: folded away on a wide screen, opened on a narrow one. Without this script the button is a
   link that shows it. */
const button = document.getElementById("menu-button");
const narrow = window.matchMedia("(max-width: 1023px)");
const body = document.body;

function isShown() {
  return narrow.matches ? body.classList.contains("menu-open") : !body.classList.contains("folded");
}

function tell() {
  button.setAttribute("aria-expanded", String(isShown()));
}

function toggle() {
  if (narrow.matches) {
    body.classList.toggle("menu-open");
  } else {
    const folded = body.classList.toggle("folded");
    document.cookie = `office_menu=${folded ? "folded" : "open"}; path=/; max-age=31536000; samesite=lax`;
  }
  tell();
}

if (button) {
  button.setAttribute("role", "button");
  button.setAttribute("aria-controls", "office-menu");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    toggle();
  });
  button.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      toggle();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && narrow.matches && isShown()) {
      toggle();
      button.focus();
    }
  });
  narrow.addEventListener("change", tell);
  tell();
}
