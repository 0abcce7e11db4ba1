/* Stores unsaved text in this browser: one record a key, `{at, values, …}`. Without storage nothing is stored. */

const PREFIX = "unsaved-text:";

/** The keys of all records that begin with this. */
export function recordKeys(beginning = "") {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX + beginning))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}

export function readRecord(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

/** Where the storage is full, the warning on leaving the page is all there is. */
export function writeRecord(key, record) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), ...record }));
  } catch {
    // nothing is stored
  }
}

export function removeRecord(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // nothing was stored
  }
}

export function removeRecords(beginning = "") {
  recordKeys(beginning).forEach(removeRecord);
}
