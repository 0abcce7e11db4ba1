"""The head of an issue: title, number, date, publishers, contact."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from issues.importing.recognising.frame.colophon import Staff
from issues.importing.recognising.frame.contacts import Contact
from issues.importing.recognising.ledger import NOT_UNDERSTOOD, Ledger
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
"""It follows from the date."""
_DATE_LABEL = re.compile(
    r"(?:编\s*印|编\s*发|印\s*发|出\s*版|发\s*布|发\s*行|出\s*刊|刊\s*发)?\s*(?:日\s*期|时\s*间)\s*[:：]\s*$"
)
_NAME_IN_BRACKETS = re.compile(r"^《([^《》]{2,12})》$")
_TOTAL = re.compile(r"[（(]?\s*总\s*第?\s*\w{1,6}\s*期\s*[）)]?")
_RUNNING = "总期号不另存，期号以“第几期”为准"
_LONGEST = 40
_MOST_BLOCKS = 40
"""Of a masthead; where no section shows, what follows is no part of it."""
DEFAULT_TITLE = "动态参考"


@dataclass(slots=True)
class Masthead:
    title: str = ""
    number: int | None = None
    date: datetime.date | None = None
    publishers: list[str] = field(default_factory=list)
    contact: Contact = field(default_factory=Contact)
    staff: Staff = field(default_factory=Staff)


def read_masthead(blocks: Sequence[Block], ledger: Ledger) -> Masthead:
    """What stands before the guide or the first section; what is none of it stays in a remark."""
    found = Masthead()
    for block in blocks[:_MOST_BLOCKS]:
        lines = [line for line in re.split(r"[\n\t]", block.text) if line.strip()]
        left = [piece for line in lines for piece in _unread(found, line)]
        if len("".join(left)) < len(without_spaces(block.text)) or any(map(_TOTAL.fullmatch, left)):
            ledger.take([block], "刊头")
            for piece in left:
                ledger.add_unrecognised(
                    block.line, piece, _RUNNING if _TOTAL.fullmatch(piece) else NOT_UNDERSTOOD
                )
    return found


def fill_from_page_header(found: Masthead, remarks: Sequence[Remark], ledger: Ledger) -> None:
    """Number and day where only the header of the pages says them."""
    for remark in remarks:
        if remark.reason == IN_HEADER and not (found.number and found.date):
            told = Masthead()
            _read_line(told, remark.text)
            if (told.number and not found.number) or (told.date and not found.date):
                found.number, found.date = found.number or told.number, found.date or told.date
                ledger.doubt_line(None, "期号或日期只写在页眉里，请核对", remark.text)


def _unread(found: Masthead, line: str) -> list[str]:
    return [piece for piece in _read_line(found, line) if not _read_words(found, piece)]


def _read_line(found: Masthead, text: str) -> list[str]:
    """Take what has a form of its own out of a line; what is left, in pieces."""
    if found.number is None and (match := _NUMBER.search(text)) and (number_of(match[1]) or 0) > 0:
        found.number = number_of(match[1])
        before = text[: match.start()]
        year = _YEAR.search(before)
        text = (
            (before[: year.start()] + before[year.end() :] if year else before) + "  " + text[match.end() :]
        )
    if found.date is None and not _RUNNING_TEXT.search(text) and (dated := full_date_in(text)):
        found.date, start, end = dated
        text = f"{_DATE_LABEL.sub('', text[:start])}  {_WEEKDAY.sub('', text[end:])}"
    text = found.contact.read(text)
    text = found.staff.read(text)
    return [
        piece
        for piece in (one_line(piece) for piece in _PIECES.split(text))
        if without_spaces(piece).strip("：:，,；;、（）()·|-—")
    ]


def _read_words(found: Masthead, piece: str) -> bool:
    piece = _NAME_IN_BRACKETS.sub(r"\1", piece)
    named = _PUBLISHED_BY.sub("", piece)
    if len(piece) > _LONGEST or _SENTENCE.search(piece) or _TOTAL.fullmatch(piece):
        return False
    if named != piece and len(named) > 2:
        found.publishers.append(named)
        return True
    if not found.title and not _BODY.search(named):
        found.title = without_spaces(piece) if len(without_spaces(piece)) <= 12 else piece
        return True
    if _BODY.search(named) and len(named) > 2:
        found.publishers.append(named)
        return True
    return False
