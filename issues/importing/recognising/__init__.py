"""Recognises what a source means: its blocks become a Document, and what is not understood becomes a remark.

First the issue is divided (`division`), then every section is read by its kind, as the app registers it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from issues.document import MAX_LINE, Contact, Document, Section
from issues.document.errors import Unreadable
from issues.document.kinds import section_kind
from issues.importing.recognising.outside_sections.colophon import read_colophon
from issues.importing.recognising.outside_sections.layout_tables import without_layout_tables
from issues.importing.recognising.outside_sections.masthead import (
    DEFAULT_TITLE,
    Masthead,
    fill_from_page_header,
    read_masthead,
)
from issues.importing.recognising.outside_sections.page_furniture import without_page_furniture
from issues.importing.recognising.readers import section_reader
from issues.importing.recognising.report import Report
from issues.importing.recognising.sections.division import Division, SectionBlocks, divide
from issues.importing.recognising.sections.headings import MOST_SECTIONS
from issues.importing.recognising.sections.kinds import kind_by_content
from issues.importing.recognising.sections.misplaced import doubt_misplaced
from issues.importing.recognising.sections.section_text import Contents, SectionText
from issues.importing.recognising.sections.split_headings import join_split_headings
from issues.importing.recognising.text.soft_breaks import without_soft_breaks
from issues.importing.recognising.text.wording import resembles
from issues.importing.recognition import Given, PrintedGuide, Recognition
from issues.importing.source import Block, Source, Table

MAX_BLOCKS = 3_000
"""Paragraphs and rows; an issue has a few hundred."""
MAX_PARAGRAPH = 50_000
"""Characters of one paragraph or table row; the longest of an issue has some two thousand."""
NO_ISSUE = (
    "没有识别出《动态参考》的栏目（如“一、政策热点”“二、他山之石”）、"
    "刊头（第几期、日期）和本期导读，请确认选对了文件"
)


def recognise(source: Source, *, given: Given) -> Recognition:
    """Raises `Unreadable` where `source` is no issue, or neither it nor `given` has a number and a date."""
    _refuse_what_is_too_long(source.blocks)
    if any(len(paragraph.text) > MAX_PARAGRAPH for paragraph in source.paragraphs()):
        raise Unreadable(f"有一段超过 {MAX_PARAGRAPH} 字，不像一期《动态参考》")
    plain = plain_blocks(source)
    _refuse_what_is_too_long(plain)
    report = Report()
    blocks = join_split_headings(without_page_furniture(plain, report), report)
    division = divide(blocks, report)
    masthead = read_masthead(division.masthead, report)
    fill_from_page_header(masthead, source.remarks, report)
    _refuse_what_is_no_issue(division, masthead, given)
    read_colophon(division.colophon, masthead.staff, masthead.contact, masthead.imprint, report)
    number, issued = _number_and_date(masthead, given)
    sections = list(_sections(division, report, issued=issued, is_paged=source.is_paged))
    document = _document(masthead, number, issued, tuple(section for _, section in sections))
    doubt_misplaced(document, [part for part, _ in sections], division.guide, report)
    return Recognition(
        document=document,
        guide=division.guide,
        taken=report.results(plain),
        remarks=tuple(sorted((*source.remarks, *report.remarks), key=lambda remark: remark.line or 0)),
    )


def _refuse_what_is_too_long(blocks: Sequence[Block]) -> None:
    if sum(len(block.rows) if isinstance(block, Table) else 1 for block in blocks) > MAX_BLOCKS:
        raise Unreadable(f"文件太长：超过 {MAX_BLOCKS} 段，不像一期《动态参考》")


def plain_blocks(source: Source) -> tuple[Block, ...]:
    """The blocks of `source` without soft line breaks and tables that only arrange text."""
    return tuple(without_soft_breaks(without_layout_tables(source.blocks)))


def _refuse_what_is_no_issue(division: Division, masthead: Masthead, given: Given) -> None:
    has_number_or_guide = bool(masthead.number or given.number or division.guide)
    has_head = bool(masthead.number and masthead.date)
    if not (division.sections or has_head) or (len(division.sections) == 1 and not has_number_or_guide):
        raise Unreadable(NO_ISSUE)


def _number_and_date(masthead: Masthead, given: Given) -> tuple[int, date]:
    number, issued = given.number or masthead.number, given.date or masthead.date
    missing = [name for name, value in (("期号", number), ("日期", issued)) if not value]
    if number is None or issued is None:
        raise Unreadable(f"文中没有写明{'和'.join(missing)}，请填写后再导入")
    return number, issued


def _document(masthead: Masthead, number: int, issued: date, sections: tuple[Section, ...]) -> Document:
    return Document(
        number=number,
        date=issued,
        title=masthead.title or DEFAULT_TITLE,
        publishers=tuple(masthead.publishers),
        contact=Contact(name=masthead.contact.name, phone=masthead.contact.phone),
        imprint=masthead.imprint.imprint,
        editor=masthead.staff.editor,
        reviewer=masthead.staff.reviewer,
        sections=sections,
    )


def _sections(
    division: Division, report: Report, *, issued: date, is_paged: bool
) -> Iterator[tuple[SectionBlocks, Section]]:
    last = 0
    for part in division.sections:
        last = _doubt_number(part, last, report)
        kind = part.heading.kind or kind_by_content(part.blocks)
        if kind is None:
            report.reject([part.head, *part.blocks], f"未识别的栏目“{part.heading.title}”，未导入")
            continue
        if part.heading.kind is None:
            report.doubt(part.head, f"从内容看，当作“{section_kind(kind).heading}”栏目", part.heading.title)
        text = SectionText(
            title=part.heading.title,
            blocks=part.blocks,
            guide=_listed(division.guide, part.heading.title),
            issued=issued,
            is_paged=is_paged,
            report=report,
        )
        report.take([part.head], "栏目标题")
        yield part, _section(kind, text)


def _section(kind: str, text: SectionText) -> Section:
    reader = section_reader(kind)
    contents = reader.read(text) if reader else Contents()
    section = Section(kind=kind, title=text.title[:MAX_LINE])
    return replace(section, intro=contents.intro, entries=contents.entries, parts=contents.parts)


def _doubt_number(part: SectionBlocks, last: int, report: Report) -> int:
    label = part.heading.label
    if label and label.number != last + 1:
        report.doubt(part.head, f"栏目编号不连续：上一个是第 {last} 个", part.head.text)
    return label.number if label else last + 1


def _listed(guide: tuple[PrintedGuide, ...], title: str) -> tuple[str, ...]:
    return next((s.headings for s in guide[:MOST_SECTIONS] if resembles(s.section, title)), ())
