/* Starts the scripts of the comments in an entry's form, where it has any. */

import { startCommentFields } from "./comment_fields.js";
import { root } from "./root.js";
import { startSaving } from "./saving/forms.js";
import { startUnsavedComments } from "./unsaved_comments.js";

if (root) {
  startUnsavedComments();
  startSaving();
  startCommentFields();
}
