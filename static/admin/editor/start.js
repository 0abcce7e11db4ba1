/* Sets CKEditor up as its configuration cannot: themes, wording, the link dialog and pasting. */

import { limitLinkDialog } from "./link_dialog.js";
import { startPasting } from "./pasting/start.js";
import { followTheme } from "./theme.js";
import { setWording } from "./wording.js";

limitLinkDialog();
followTheme();
CKEDITOR.on("instanceCreated", ({ editor }) => {
  setWording(editor);
  startPasting(editor);
});
