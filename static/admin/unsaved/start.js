/* Starts, on every page of the office, what stores the text of a form until it is saved. */

import { removeRecordsOnSigningOut, removeUnneededRecords } from "./expiry.js";
import { startFormRecord } from "./form_record.js";

removeUnneededRecords();
const offer = document.getElementById("unsaved-text");
const form = offer?.closest("form");
const record = form ? startFormRecord(form, offer) : null;
removeRecordsOnSigningOut(() => record?.stop());
