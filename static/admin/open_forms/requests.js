/* Asks the server who else has what open, again and again until somebody signs out. */

const INTERVAL = 30 * 1000;

/** Calls `ask` in regular intervals, until the function that is returned is called. */
export function repeat(ask) {
  const timer = setInterval(ask, INTERVAL);
  return () => clearInterval(timer);
}

/** The answer as JSON; `null` where there is none this time. Whoever has signed out meanwhile has nothing more to ask:
    `onSignedOut` is called where the server leads to the sign-in page. */
export async function askOpenForms(address, options, onSignedOut) {
  try {
    const response = await fetch(address, { ...options, redirect: "manual" });
    if (response.ok) return await response.json();
    if (response.type === "opaqueredirect" || response.status === 403) onSignedOut();
  } catch {
    // offline, or the server is being restarted
  }
  return null;
}

/** Asks only while somebody sees the page, and at once where it was hidden for long. `onAnswer` is called with each answer. */
export function watch(address, onAnswer) {
  let last = Date.now();
  const stopRepeating = repeat(refresh);
  document.addEventListener("visibilitychange", refresh);
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) refresh();
  });

  async function refresh() {
    if (document.hidden || Date.now() - last < INTERVAL / 2) return;
    last = Date.now();
    const answer = await askOpenForms(address, {}, stop);
    if (answer) onAnswer(answer);
  }

  function stop() {
    stopRepeating();
    document.removeEventListener("visibilitychange", refresh);
  }
}
