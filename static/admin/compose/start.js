/* Starts the scripts of the compose page: ordering by drag and drop, and ticking entries. */

import { startBulk } from "./bulk.js";
import { startDragging } from "./dragging.js";
import { hideSuccessLater } from "./success.js";

const compose = document.getElementById("compose");
if (compose?.dataset.arrange) startDragging(compose);
const bar = document.getElementById("bulk");
if (bar) startBulk(bar);
hideSuccessLater();
