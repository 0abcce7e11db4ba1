"""HTML and the print stylesheet, through WeasyPrint, to PDF bytes. Runs in the worker only."""

import mimetypes
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from issues.exporting.pdf import finishing
from issues.exporting.pdf.fonts import apostrophes
from issues.exporting.pdf.fonts.missing import MissingGlyphs
from issues.exporting.pdf.fonts.signs import Signs
from issues.exporting.pdf.layout import (
    columns,
    copyfitting,
    guide,
    line_breaking,
    rows,
    weasyprint_patches,
)
from issues.exporting.pdf.layout.page_progress import PageProgress
from issues.exporting.pdf.messages import Attachment, Rendered

PREPARATIONS = (
    guide.prepare,
    rows.keep_short_ones_whole,
    rows.tie_leads_to_tables,
    columns.set_widths,
    apostrophes.narrow,
    line_breaking.prepare,
)
VARIANT = "pdf/a-3b"
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
SAMPLE = """<html lang="zh-CN"><title>试印</title>
<nav class="guide"><ul><li><a href="#s1">试印</a></li></ul></nav>
<main><section id="s1"><h2>一、试印</h2><h3>1.试</h3><p>试印<strong>Abc</strong></p>
<table><tr><th>试<td>印</table>"""


class Typesetter:
    """Everything that can be made ready before a document comes: fonts, the stylesheet, WeasyPrint itself."""

    def __init__(self, *, has_signs: bool = False) -> None:
        self.signs = Signs(has_signs=has_signs)
        mimetypes.init(files=())  # what Python knows, and no list of the machine's own
        self.is_refined = weasyprint_patches.install()
        self.missing = MissingGlyphs()
        self.missing.listen()
        self.pages = PageProgress()
        self.pages.listen()
        self.fetcher = URLFetcher(allowed_protocols=(), allow_redirects=False)
        self.fonts = FontConfiguration()
        self.sheet = self._sheet(files("issues.exporting.pdf").joinpath("print.css").read_text("utf-8"))
        self.tighter = self._sheet(copyfitting.TIGHTER)

    def _sheet(self, text: str) -> weasyprint.CSS:
        return weasyprint.CSS(string=text, font_config=self.fonts, url_fetcher=self.fetcher)

    def warm_up(self) -> None:
        """One small print loads every module that a print needs: for speed alone, the fence lets a cold worker print too."""
        self.render(SAMPLE, [Attachment("试印.txt", b"")])

    def render(self, html: str, attachments: Sequence[Attachment]) -> Rendered:
        document = self._lay_out(html)
        pages, enclosed = len(document.pages), [_enclose(attachment, document) for attachment in attachments]
        raw = document.write_pdf(pdf_variant=VARIANT, pdf_tags=True, attachments=enclosed)
        return Rendered(finishing.finish(raw), pages, self.missing.take())

    def _lay_out(self, html: str) -> weasyprint.Document:
        source = weasyprint.HTML(string=html, url_fetcher=self.fetcher)
        for prepare in (self.signs.prepare, *PREPARATIONS):
            prepare(source.etree_element)

        def lay_out(extra: list[weasyprint.CSS]) -> weasyprint.Document:
            return source.render(font_config=self.fonts, stylesheets=[self.sheet, *extra])

        if not self.is_refined:
            return lay_out([])
        from issues.exporting.pdf.tagging import (
            patches,
        )  # it reaches for insides that another version may not have

        document = copyfitting.fitted(lay_out, self.tighter)
        patches.prepare(document)
        return document


def _enclose(attachment: Attachment, document: weasyprint.Document) -> weasyprint.Attachment:
    """Dated like the document: the current time would make every print different."""
    date = _date(document.metadata.modified or document.metadata.created)
    return weasyprint.Attachment(
        string=attachment.data,
        name=attachment.filename,
        description=attachment.description or attachment.filename,
        created=date,
        modified=date,
        relationship="Supplement",
    )


def _date(text: str | None) -> datetime:
    try:
        date = datetime.fromisoformat(text or "")
    except ValueError:
        return UNDATED
    return date if date.tzinfo else date.replace(tzinfo=UTC)
