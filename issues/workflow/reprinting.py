"""Prints published editions again: with the same program, fonts and templates the PDF has the same bytes."""

from collections.abc import Iterator
from dataclasses import dataclass

from issues.exporting.pdf import RenderingFailed
from issues.exporting.pdf.reading import producer_parts
from issues.exporting.printing import print_document
from issues.files.file_store import sha256_of
from issues.models import Edition, Issue

REPLACED = {
    "layout": "本系统的排版程序改过",
    "fonts": "服务器上的字体换过",
    "html": "网页模板或网站地址（SITE_URL）改过",
}
"""What is named by a digest, which says nothing to a person."""


@dataclass(frozen=True, slots=True)
class Difference:
    sentence: str
    is_explained: bool
    """Whether a changed program, font or template is the reason."""


def differing_reprints(issue: Issue) -> Iterator[Difference]:
    for edition in issue.editions.all():
        if difference := _difference(edition):
            yield difference


def _difference(edition: Edition) -> Difference | None:
    try:
        stored, printed = edition.read_pdf(), print_document(edition.document).pdf
    except FileNotFoundError:
        return Difference(f"{edition}不能重印：存档的 PDF 或附件已找不到", is_explained=False)
    except (RenderingFailed, ValueError) as error:
        return Difference(f"{edition}不能重印：{error}", is_explained=False)
    if sha256_of(printed) == edition.pdf_sha256:
        return None
    before, now = producer_parts(stored), producer_parts(printed)
    if "html" not in before:
        return Difference(
            f"{edition}重印的 PDF 与存档的不同：存档的没有记下排印程序的版本，无法说明原因", is_explained=True
        )
    causes = [
        _cause(name, before.get(name, "无"), now[name]) for name in now if before.get(name) != now[name]
    ]
    reason = "；".join(causes) or "程序、字体和模板都没有变，请查明原因"
    return Difference(f"{edition}重印的 PDF 与存档的不同：{reason}", is_explained=bool(causes))


def _cause(name: str, before: str, now: str) -> str:
    return REPLACED.get(name) or f"{name} 由 {before} 变为 {now}"
