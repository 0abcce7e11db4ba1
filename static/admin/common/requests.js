/* Asks the server for JSON. */

/** `null` where there is none: without a connection, after an error, or with the sign-in page in its place. */
export async function fetchJson(address, options = {}) {
  try {
    const response = await fetch(address, { redirect: "error", ...options });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
