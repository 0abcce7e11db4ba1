"""Reads the bytes of an exported file, or pasted text, as References."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from issues.document.errors import Unreadable
from issues.importing.source import Remark
from papers.references import bibtex, endnote_xml, spreadsheets
from papers.references.decoding import AS_A_TABLE, EXPORT_AGAIN, MAX_BYTES, decoded
from papers.references.formats import TAGGED
from papers.references.international import WEB_OF_SCIENCE
from papers.references.interpreting import NotAnAbstract, read_record
from papers.references.records import Split, Vocabulary
from papers.references.results import ReadAbstract, References

MAX_RECORDS = 1000

HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
XML = re.compile(r"\s*<\?xml|\s*<[A-Za-z]+[\s>]")
CITATION = re.compile(r"\[(?:J|D|C|M|N|EB)(?:/OL)?\]")


NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class _Form:
    label: str
    start: re.Pattern[str]
    split: Callable[[str], Split]
    vocabulary: Vocabulary


FORMS = (
    *(_Form(form.label, form.start, form.split, form.vocabulary) for form in TAGGED),
    _Form(bibtex.LABEL, bibtex.START, bibtex.split, bibtex.VOCABULARY),
)
XML_FORM = _Form(endnote_xml.LABEL, endnote_xml.START, endnote_xml.split, endnote_xml.VOCABULARY)
TABLE = _Form(spreadsheets.LABEL, NEVER, spreadsheets.split, spreadsheets.VOCABULARY)
WEB_OF_SCIENCE_TABLE = _Form(
    spreadsheets.WEB_OF_SCIENCE_LABEL,
    NEVER,
    spreadsheets.split_web_of_science,
    WEB_OF_SCIENCE.vocabulary,
)
"""This form and those above are recognised by the complete text, not by one line."""


def read_references(data: bytes) -> References:
    """Takes at most MAX_BYTES and MAX_RECORDS; recognises the format by the content.

    Raises `Unreadable` (Chinese) where the file holds no references that we can read.
    """
    text = _with_lines(decoded(data))
    form = _form_of(text)
    split = form.split(text)
    if len(split.records) > MAX_RECORDS:
        raise Unreadable(f"共有 {len(split.records)} 条文献，一次最多 {MAX_RECORDS} 条，请分几次导出")
    abstracts, unread = _understood(split, form.vocabulary)
    return References(
        format=form.label,
        abstracts=tuple(abstracts),
        remarks=tuple(sorted([*split.strays, *unread], key=lambda remark: remark.line or 0)),
        unused=tuple(dict.fromkeys(n for record in split.records for n in form.vocabulary.unused(record))),
    )


def _with_lines(text: str) -> str:
    """Text copied from CNKI's page, instead of a file, has <br> at the end of lines."""
    return re.sub(r"<br\s*/?>\n?", "\n", text) if text.count("<br") > text.count("\n") else text


def _form_of(text: str) -> _Form:
    if HTML.match(text):
        raise Unreadable(
            f"这是一个网页，不是导出的文件；登录过期时网站会给出这样的网页。{AS_A_TABLE}{EXPORT_AGAIN}"
        )
    if endnote_xml.START.match(text):
        return XML_FORM
    if spreadsheets.is_web_of_science(text):
        return WEB_OF_SCIENCE_TABLE
    if spreadsheets.is_table(text):
        return TABLE
    for line in text.split("\n"):
        for form in FORMS:
            if form.start.match(line):
                return form
    raise Unreadable(_why_unknown(text))


def _why_unknown(text: str) -> str:
    if XML.match(text):
        return f"这种 XML（如 NoteFirst、PubMed 的）不能读，EndNote 的可以。{EXPORT_AGAIN}"
    if CITATION.search(text):
        return f"这是引文（如 GB/T 7714 格式），没有摘要。{EXPORT_AGAIN}"
    return f"没有识别出这是哪种文献格式。{EXPORT_AGAIN}"


def _understood(split: Split, vocabulary: Vocabulary) -> tuple[list[ReadAbstract], list[Remark]]:
    abstracts, unread = [], []
    for record in split.records:
        try:
            abstracts.append(read_record(record, vocabulary))
        except NotAnAbstract as reason:
            unread.append(Remark(line=record.line, reason=str(reason), text=record.raw, is_unrecognised=True))
    return abstracts, unread


__all__ = ["MAX_BYTES", "MAX_RECORDS", "read_references"]
