/* Offers in the link dialog what stays when the text is saved: web and mail addresses. */

const OFFERED = { linkType: ["url", "email"], protocol: ["http://", "https://"] };

export function limitLinkDialog() {
  CKEDITOR.on("dialogDefinition", ({ data }) => {
    if (data.name !== "link") return;
    const info = data.definition.getContents("info");
    for (const [id, values] of Object.entries(OFFERED)) {
      const choice = info.get(id);
      choice.items = choice.items.filter(([, value]) => values.includes(value));
    }
  });
}
