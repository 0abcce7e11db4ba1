/* Starts, on every page of the office, what shows how far a long request is, and sends forms marked data-once only once. */

import { sendOnce } from "../common/sending.js";
import { followDownload, followForm, openInPlace } from "./following.js";
import { stopProgress } from "./progress.js";

document.querySelectorAll("form[data-once]").forEach((form) => sendOnce(form));
const waiting = document.querySelector("[data-job-address]");
if (waiting) openInPlace(waiting);
window.addEventListener("submit", followForm); // at the window: after the page's own scripts, which may send it in place
document.addEventListener("click", followDownload);
window.addEventListener("pageshow", stopProgress); // back from the next page
