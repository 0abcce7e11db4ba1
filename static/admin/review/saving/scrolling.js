/* Holds what somebody works on where it is on the screen, whatever grows or shrinks above it. */

const PLACES = ".thread, .line, .whole, #entry-threads, .pass-all, #review-message";

export function holdPosition(form, change) {
  const element = form.closest(PLACES);
  const root = document.documentElement;
  root.style.overflowAnchor = "none"; // some browsers do this themselves, and must not do it a second time
  const before = element.getBoundingClientRect().top;
  change();
  const after = document.getElementById(element.id);
  if (after) window.scrollBy({ top: after.getBoundingClientRect().top - before, behavior: "instant" });
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      root.style.overflowAnchor = "";
    })
  );
}
