/* Hides the message of success, which lies over the foot of the compose page, after some time. */

const SHOWN = 20 * 1000;
const POSTPONED = 5 * 1000;

export function hideSuccessLater() {
  const message = document.querySelector(".model-issue .messagelist:not(:has(li + li)) > .success");
  if (!message) return;
  const hide = () => {
    if (message.matches(":hover, :focus-within")) setTimeout(hide, POSTPONED);
    else message.parentElement.remove();
  };
  setTimeout(hide, SHOWN);
}
