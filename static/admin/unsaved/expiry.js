/* Removes the records of unsaved text that are no longer needed: saved, a week old, or of somebody who has signed out. */

import { readRecord, recordKeys, removeRecord, removeRecords } from "./records.js";

const WEEK = 7 * 24 * 60 * 60 * 1000;

export function removeUnneededRecords() {
  const saved = takeCookie("unsaved_saved"); // user and address, from issues/unsaved_texts.py
  if (saved) removeRecords(`${saved}#`);
  const signedOut = takeCookie("unsaved_gone");
  if (signedOut) removeRecords(`${signedOut}:`);
  recordKeys().filter(isOld).forEach(removeRecord);
}

/** At once: the page that follows has no script. */
export function removeRecordsOnSigningOut(onSignOut) {
  document.getElementById("logout-form")?.addEventListener("submit", () => {
    onSignOut();
    removeRecords();
  });
}

function isOld(key) {
  return !(Date.now() - (readRecord(key)?.at ?? 0) < WEEK);
}

function takeCookie(name) {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  if (!cookie) return "";
  document.cookie = `${name}=; path=/; max-age=0`;
  return decodeURIComponent(cookie.slice(name.length + 1));
}
