/* Starts the scripts of the review page. Without them each button posts its form and the page comes back. */

import { startCommentFields } from "./comment_fields.js";
import { startContents } from "./contents.js";
import { setCurrent, startEntries } from "./entries.js";
import { startFilters, updateNotice } from "./filters.js";
import { startKeys } from "./keys.js";
import { startCommenting } from "./quoting/commenting.js";
import { highlightQuotes } from "./quoting/highlights.js";
import { startQuoteLinks } from "./quoting/links.js";
import { startRemaining } from "./remaining.js";
import { startSaving } from "./saving/forms.js";
import { startThemeButton } from "./theme_button.js";
import { startUnsavedComments } from "./unsaved_comments.js";

startUnsavedComments();
startSaving({
  onSend(form) {
    const line = form.closest(".line");
    if (line) setCurrent(line);
  },
  onReplaced() {
    highlightQuotes();
    updateNotice();
  },
});
startCommentFields();
startQuoteLinks();
startCommenting();
startContents();
startRemaining();
startThemeButton();
startKeys();
startFilters();
highlightQuotes();
startEntries();
