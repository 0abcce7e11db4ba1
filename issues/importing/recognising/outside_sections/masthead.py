"""Reads the masthead of an issue: title, number, date, publishers, contact."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from issues.importing.recognising.outside_sections.colophon import Staff
from issues.importing.recognising.outside_sections.contacts import Contact
from issues.importing.recognising.outside_sections.imprint import CHOOSE_REGIME, STATEMENT, ImprintReader
from issues.importing.recognising.report import NOT_UNDERSTOOD, Report
from issues.importing.recognising.text.dates import full_date_in
from issues.importing.recognising.text.numerals import CHINESE, number_of
from issues.importing.recognising.text.wording import one_line, without_spaces
from issues.importing.source import IN_HEADER, Block, Remark

_NUMBER = re.compile(rf"(?<!总)第\s*([0-9０-９]{{1,6}}|[{CHINESE}]{{1,5}})\s*期")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年(?=\s*$|\s*[（(]?\s*$)")
_PUBLISHED_BY = re.compile(
    r"^(?:主\s*办|承\s*办|协\s*办|编\s*印|编\s*制|主\s*编|出\s*品)(?:单\s*位|方)?\s*[:：]?\s*"
)
_BODY = re.compile(r"(?:院|所|中心|会|委|局|部|厅|处|科|办公室|大学|公司|编辑部|集团|医院|学校|室)$")
_PIECES = re.compile(r"[ \u3000]{2,}|[|｜]|\t|(?<=[院所会心局])[、；;\u3000 ]+")
_SENTENCE = re.compile(r"[。，；！？《]")
_RUNNING_TEXT = re.compile(r"[。《》]")
_WEEKDAY = re.compile(r"^\s*[（(]?\s*(?:星期|周)[一二三四五六日天]\s*[）)]?")
"""The weekday follows from the date and is dropped."""
_DATE_LABEL = re.compile(
    r"(?:编\s*印|编\s*发|印\s*发|出\s*版|发\s*布|发\s*行|出\s*刊|刊\s*发)?\s*(?:日\s*期|时\s*间)\s*[:：]\s*$"
)
_NAME_IN_BRACKETS = re.compile(r"^《([^《》]{2,12})》$")
_TOTAL = re.compile(r"[（(]?\s*总\s*第?\s*\w{1,6}\s*期\s*[）)]?")
_RUNNING = "总期号不另存，期号以“第几期”为准"
_LONGEST = 40
_MOST_BLOCKS = 40
"""The most blocks of a masthead, where no section is recognised after it."""
DEFAULT_TITLE = "动态参考"


@dataclass(slots=True)
class Masthead:
    title: str = ""
    number: int | None = None
    date: datetime.date | None = None
    publishers: list[str] = field(default_factory=list)
    contact: Contact = field(default_factory=Contact)
    staff: Staff = field(default_factory=Staff)
    imprint: ImprintReader = field(default_factory=ImprintReader)


def read_masthead(blocks: Sequence[Block], report: Report) -> Masthead:
    """Reads the blocks before the guide or the first section; what is not understood becomes a remark."""
    masthead = Masthead()
    for block in blocks[:_MOST_BLOCKS]:
        lines = [line for line in re.split(r"[\n\t]", block.text) if line.strip()]
        left = [piece for line in lines for piece in _unread(masthead, line)]
        if len("".join(left)) < len(without_spaces(block.text)) or any(map(_reason, left)):
            report.take([block], "刊头")
            for piece in left:
                report.add_unrecognised(block.line, piece, _reason(piece) or NOT_UNDERSTOOD)
    return masthead


def _reason(piece: str) -> str:
    """Why a known phrase is no part of the masthead; "" for others."""
    return _RUNNING if _TOTAL.fullmatch(piece) else CHOOSE_REGIME if STATEMENT.fullmatch(piece) else ""


def fill_from_page_header(masthead: Masthead, remarks: Sequence[Remark], report: Report) -> None:
    """Takes number and date from the page header where the masthead has none."""
    for remark in remarks:
        if remark.reason == IN_HEADER and not (masthead.number and masthead.date):
            header = Masthead()
            _read_line(header, remark.text)
            if (header.number and not masthead.number) or (header.date and not masthead.date):
                masthead.number = masthead.number or header.number
                masthead.date = masthead.date or header.date
                report.doubt_line(None, "期号或日期只写在页眉里，请核对", remark.text)


def _unread(masthead: Masthead, line: str) -> list[str]:
    return [piece for piece in _read_line(masthead, line) if not _read_words(masthead, piece)]


def _read_line(masthead: Masthead, text: str) -> list[str]:
    """Takes out of a line what has a recognisable form, and returns the rest in pieces."""
    if masthead.number is None and (match := _NUMBER.search(text)) and (number_of(match[1]) or 0) > 0:
        masthead.number = number_of(match[1])
        before = text[: match.start()]
        year = _YEAR.search(before)
        text = (
            (before[: year.start()] + before[year.end() :] if year else before) + "  " + text[match.end() :]
        )
    if masthead.date is None and not _RUNNING_TEXT.search(text) and (dated := full_date_in(text)):
        masthead.date, start, end = dated
        text = f"{_DATE_LABEL.sub('', text[:start])}  {_WEEKDAY.sub('', text[end:])}"
    text = masthead.imprint.read_cover(text)
    text = masthead.contact.read(text)
    text = masthead.staff.read(text)
    return [
        piece
        for piece in (one_line(piece) for piece in _PIECES.split(text))
        if without_spaces(piece).strip("：:，,；;、（）()·|-—")
    ]


def _read_words(masthead: Masthead, piece: str) -> bool:
    piece = _NAME_IN_BRACKETS.sub(r"\1", piece)
    named = _PUBLISHED_BY.sub("", piece)
    if len(piece) > _LONGEST or _SENTENCE.search(piece) or _reason(piece):
        return False
    if named != piece and len(named) > 2:
        masthead.publishers.append(named)
        return True
    if not masthead.title and not _BODY.search(named):
        masthead.title = without_spaces(piece) if len(without_spaces(piece)) <= 12 else piece
        return True
    if _BODY.search(named) and len(named) > 2:
        masthead.publishers.append(named)
        return True
    return False
