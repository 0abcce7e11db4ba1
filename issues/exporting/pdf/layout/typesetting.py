"""HTML and the print stylesheet, through WeasyPrint, to PDF bytes. Runs in the worker only."""

import mimetypes
import re
from collections.abc import Sequence
from importlib.resources import files

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from issues.exporting.pdf import finishing
from issues.exporting.pdf.fonts import apostrophes
from issues.exporting.pdf.fonts.missing import MissingGlyphs
from issues.exporting.pdf.fonts.signs import Signs
from issues.exporting.pdf.layout import (
    blanks,
    columns,
    copyfitting,
    guide,
    line_breaking,
    list_columns,
    mark_pairs,
    phrases,
    rows,
    weasyprint_patches,
)
from issues.exporting.pdf.layout.page_progress import PageProgress
from issues.exporting.pdf.messages import Attachment, Rendered
from issues.exporting.pdf.metadata import Metadata
from issues.exporting.pdf.producer import Producer

PREPARATIONS = (
    blanks.drop_typed,
    guide.prepare,
    rows.keep_short_ones_whole,
    rows.tie_leads_to_tables,
    rows.link_titles,
    columns.set_widths,
    list_columns.set_widths,
    apostrophes.narrow,
    phrases.keep_words_whole,
    line_breaking.keep_sources_whole,
    line_breaking.part_addresses,
    line_breaking.prepare,
    mark_pairs.close_up_elements,
)
VARIANT = "pdf/a-3a"
OFFICIAL = "official"
"""The class of the root element of an issue in 公文版式, whose lines are never set tighter."""
SAMPLE = """<html lang="zh-CN"><title>试印</title>
<nav class="guide"><ul><li><a href="#s1">试印</a></li></ul></nav>
<main><section id="s1"><h2>一、试印</h2><h3>1.试</h3><p>试印<strong>Abc</strong></p>
<table><tr><th>试<td>印</table>"""


class Typesetter:
    """Everything that can be made ready before a document comes: fonts, the stylesheet, WeasyPrint itself."""

    def __init__(self, *, producer: Producer, has_signs: bool = False) -> None:
        self.producer = producer
        self.signs = Signs(has_signs=has_signs)
        mimetypes.init(files=())  # what Python knows, and no list of the machine's own
        self.is_refined = weasyprint_patches.install()
        self.missing = MissingGlyphs()
        self.missing.listen()
        self.pages = PageProgress()
        self.pages.listen()
        self.fetcher = URLFetcher(allowed_protocols=(), allow_redirects=False)
        self.fonts = FontConfiguration()
        self.sheet = self._sheet(_read("print.css"))
        self.tighter = self._sheet(copyfitting.TIGHTER)
        self.official = self._sheet(_read("official.css"))

    def _sheet(self, text: str) -> weasyprint.CSS:
        return weasyprint.CSS(string=text, font_config=self.fonts, url_fetcher=self.fetcher)

    def warm_up(self) -> None:
        """One small print loads every module that a print needs: for speed alone, the fence lets a cold worker print too."""
        self.render(SAMPLE, [Attachment("试印.txt", b"")])

    def render(self, html: str, attachments: Sequence[Attachment]) -> Rendered:
        document = self._lay_out(html)
        raw = document.write_pdf(pdf_variant=VARIANT, pdf_tags=True)
        missing = self.missing.take()
        metadata = _metadata(document, self.producer.of(html))
        conforms = self.is_refined and not missing
        pdf = finishing.finish(raw, metadata, attachments=attachments, conforms=conforms)
        return Rendered(pdf, len(document.pages), missing)

    def _lay_out(self, html: str) -> weasyprint.Document:
        source = weasyprint.HTML(string=html, url_fetcher=self.fetcher)
        for prepare in (self.signs.prepare, *PREPARATIONS):
            prepare(source.etree_element)

        def lay_out(extra: list[weasyprint.CSS]) -> weasyprint.Document:
            return source.render(font_config=self.fonts, stylesheets=[self.sheet, *extra])

        is_official = OFFICIAL in (source.etree_element.get("class") or "").split()
        if not self.is_refined:
            return lay_out([self.official] * is_official)
        # It reaches for insides that another version may not have.
        from issues.exporting.pdf.tagging import patches

        document = lay_out([self.official]) if is_official else copyfitting.fitted(lay_out, self.tighter)
        patches.prepare(document)
        return document


def _read(stylesheet: str) -> str:
    return files("issues.exporting.pdf").joinpath(stylesheet).read_text("utf-8")


def _metadata(document: weasyprint.Document, producer: str) -> Metadata:
    """From the meta elements of the HTML; the publishers stand in one, with ；between."""
    found = document.metadata
    return Metadata(
        title=found.title or "",
        creators=tuple(name for author in found.authors for name in re.split("[、，；]", author)),
        publishers=tuple(found.custom.get("dcterms.publisher", "").split("；")),
        identifier=found.custom.get("dcterms.identifier", ""),
        description=found.description or "",
        keywords=tuple(found.keywords),
        created=found.created or "",
        modified=found.modified or "",
        language=found.lang or "zh-CN",
        tool=found.generator or "",
        producer=producer,
    )
