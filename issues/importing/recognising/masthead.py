"""The head of an issue: title, number, date, publishers, contact."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from issues.importing.recognising.colophon import Staff, as_signed
from issues.importing.recognising.dates import full_date_in
from issues.importing.recognising.ledger import NOT_UNDERSTOOD, Ledger
from issues.importing.recognising.numerals import CHINESE, number_of
from issues.importing.recognising.wording import one_line, unspaced
from issues.importing.source import IN_HEADER, Block, Remark

_NUMBER = re.compile(rf"(?<!总)第\s*([0-9０-９]{{1,6}}|[{CHINESE}]{{1,5}})\s*期")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年(?=\s*$|\s*[（(]?\s*$)")
_CONTACT = re.compile(
    r"(?:联\s*系\s*人|联\s*络\s*人|联\s*系\s*方\s*式)\s*[:：]?\s*"
    r"((?:[\u4e00-\u9fff·][ \u3000]?){1,8}?)(?=\s*(?:$|[\d（(:：，,；;、]|(?:联\s*系\s*)?电\s*话|手\s*机|[ \u3000]{2}))"
)
_PHONE = re.compile(
    r"[(（]?\s*(?:(?:(?:联\s*系)?电\s*话|手\s*机|Tel)\s*[:：]?\s*)?"
    r"((?:\+?86[- ]?)?1[0-9]{2}[- ]?[0-9]{4}[- ]?[0-9]{4}|0[0-9]{2,3}[-— ]?[0-9]{3,8}(?:[- ][0-9]{3,8})*)\s*[)）]?",
    re.IGNORECASE,
)
_PUBLISHED_BY = re.compile(
    r"^(?:主\s*办|承\s*办|协\s*办|编\s*印|编\s*制|主\s*编|出\s*品)(?:单\s*位|方)?\s*[:：]?\s*"
)
_BODY = re.compile(r"(?:院|所|中心|会|委|局|部|厅|处|科|办公室|大学|公司|编辑部|集团|医院|学校|室)$")
_PIECES = re.compile(r"[ \u3000]{2,}|[|｜]|\t|(?<=[院所会心局])[、；;\u3000 ]+")
_SENTENCE = re.compile(r"[。，；！？《]")
_TOTAL = re.compile(r"[（(]?\s*总\s*第?\s*\w{1,6}\s*期\s*[）)]?")
_RUNNING = "总期号不另存，期号以“第几期”为准"
_LONGEST = 40
DEFAULT_TITLE = "动态参考"


@dataclass(slots=True)
class Masthead:
    title: str = ""
    number: int | None = None
    date: datetime.date | None = None
    publishers: list[str] = field(default_factory=list)
    contact_name: str = ""
    contact_phone: str = ""
    staff: Staff = field(default_factory=Staff)


def read_masthead(blocks: Sequence[Block], ledger: Ledger) -> Masthead:
    """What stands before the guide or the first section; what is none of it stays in a remark."""
    found = Masthead()
    for block in blocks:
        lines = [line for line in re.split(r"[\n\t]", block.text) if line.strip()]
        left = [piece for line in lines for piece in _unread(found, line)]
        if len("".join(left)) < len(unspaced(block.text)):
            ledger.take([block], "刊头")
            for piece in left:
                ledger.keep(block.line, piece, _RUNNING if _TOTAL.fullmatch(piece) else NOT_UNDERSTOOD)
    return found


def complete(found: Masthead, remarks: Sequence[Remark], ledger: Ledger) -> None:
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
    if found.date is None and (dated := full_date_in(text)):
        found.date, start, end = dated
        text = f"{text[:start]}  {text[end:]}"
    text = _read_contact(found, text)
    text = found.staff.read(text)
    return [
        piece
        for piece in (one_line(piece) for piece in _PIECES.split(text))
        if unspaced(piece).strip("：:，,；;、（）()·|-—")
    ]


def _read_contact(found: Masthead, text: str) -> str:
    if not found.contact_name and (match := _CONTACT.search(text)):
        found.contact_name = as_signed(match[1])
        text = f"{text[: match.start()]} {text[match.end() :]}"
    if not found.contact_phone and (match := _PHONE.search(text)):
        found.contact_phone = one_line(match[1])
        text = f"{text[: match.start()]} {text[match.end() :]}"
    return text


def _read_words(found: Masthead, piece: str) -> bool:
    named = _PUBLISHED_BY.sub("", piece)
    if len(piece) > _LONGEST or _SENTENCE.search(piece) or _TOTAL.fullmatch(piece):
        return False
    if not found.title and not _BODY.search(named):
        found.title = unspaced(piece) if len(unspaced(piece)) <= 12 else piece
        return True
    if _BODY.search(named) and len(named) > 2:
        found.publishers.append(named)
        return True
    return False
