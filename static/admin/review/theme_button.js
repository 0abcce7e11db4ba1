/* Names the chosen theme on the button that Django's theme.js changes it with. */

const NAMES = { auto: "深浅：自动", light: "浅色", dark: "深色" };

export function startThemeButton() {
  const button = document.querySelector(".theme-toggle");
  const nameTheme = () => {
    button.textContent = NAMES[document.documentElement.dataset.theme] || NAMES.auto;
  };
  button.addEventListener("click", () => setTimeout(nameTheme)); // after theme.js
  button.hidden = false;
  nameTheme();
}
