/* Holds what somebody works on where it is on the screen, whatever grows or shrinks above it. */

const PLACES = ".talk, .line, .whole, #entry-talks, .pass-all, #review-message";

export function holdPosition(form, change) {
  const place = form.closest(PLACES);
  const root = document.documentElement;
  root.style.overflowAnchor = "none"; // some browsers do this themselves, and must not do it a second time
  const before = place.getBoundingClientRect().top;
  change();
  const after = document.getElementById(place.id);
  if (after) window.scrollBy({ top: after.getBoundingClientRect().top - before, behavior: "instant" });
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      root.style.overflowAnchor = "";
    })
  );
}
