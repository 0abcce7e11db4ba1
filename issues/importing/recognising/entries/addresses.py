"""Reads web addresses in cells: split by blanks, without a scheme, or damaged by an encoding."""

import re

from issues.importing.recognising.text.wording import without_spaces
from issues.importing.source import Block, paragraphs

_DAMAGED = re.compile(r"&(?:amp?)?(?:%3B|;)|&amp|%26amp|[\u4e00-\u9fff，。；]|…", re.IGNORECASE)
_BARE_HOST = re.compile(r"(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)+/)", re.IGNORECASE)
_BEGUN = re.compile(r"(?<![!-~])(?:https?:/{1,2}[!-~]*|https?|htt?|h)$")
_LONGEST = 500
_END_MARKS = "。；;，,、.：:"
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def links_of(block: Block) -> list[str]:
    """The addresses of links in a paragraph or a table that lead outside of the file."""
    runs = (run for paragraph in paragraphs([block]) for run in paragraph.runs)
    return list(dict.fromkeys(run.href for run in runs if ADDRESS.match(run.href)))


def web_address(text: str) -> str:
    """The address without blanks; http:// is added to an address without a scheme."""
    address = without_spaces(text).strip("<>《》")
    address = address[: len(address) - len(end_mark(address))]
    address = re.sub(r"^(https?)[：:]/{1,2}", r"\1://", address, flags=re.IGNORECASE)
    return f"http://{address}" if _BARE_HOST.match(address) else address


def addresses_in(text: str) -> list[str]:
    """Every address of a cell, each in one piece; [""] for a cell without one."""
    starts = (
        [match.start() for match in re.finditer(r"https?[：:]/{1,2}", text)]
        if ADDRESS.match(text.strip())
        else []
    )
    if len(starts) < 2 or any(
        at and not text[at - 1].isspace() and text[at - 1] not in "；;、，," for at in starts
    ):
        return [web_address(text)]
    ends = [*starts[1:], len(text)]
    return [
        web_address(text[start:end].rstrip("；;、，, \n")) for start, end in zip(starts, ends, strict=True)
    ]


def end_mark(address: str) -> str:
    """The punctuation of the sentence or the cell behind an address."""
    bare = address.rstrip()
    return bare[len(bare.rstrip(_END_MARKS)) :]


def is_damaged(address: str) -> bool:
    """Whether it contains half an "&amp;", or Chinese words."""
    return bool(_DAMAGED.search(address))


def is_two_addresses(address: str) -> bool:
    """Whether a second address begins in it that is no part of a query: https://a.cn/1.htmlhttps://b.cn/2"""
    return bool(re.search(r"[^=?&#/:%]\s*https?:/{1,2}|[;；,，]\s*https?:/{1,2}", address[4:], re.IGNORECASE))


def lacks_scheme(written: str, *, is_line: bool) -> bool:
    """Whether it begins with neither http nor, in a cell, www: it may be the end of an address that a line break split."""
    begins = r"[\s<《]*https?[：:]" if is_line else r"[\s<《]*(?:https?[：:]|www\.)"
    return not re.match(begins, written, re.IGNORECASE)


def is_unfinished(address: str) -> bool:
    """Whether it seems cut off: it has no valid host, or its last character needs more after it."""
    host = re.sub(r"^https?://(?:[^/@]*@)?([^/:?#]*).*", r"\1", address, flags=re.IGNORECASE | re.DOTALL)
    labels = host.removeprefix("www.").split(".")
    return len(labels) < 2 or not labels[-1] or bool(re.search(r"[-_=&?%]$", address))


def has_inner_space(text: str) -> bool:
    return bool(re.search(r"\S\s+\S", text.strip()))


def splits_address(before: str, after: str) -> bool:
    """Whether the end of a line or a page has cut an address in two: ht and tps://…"""
    begun = _BEGUN.search(before[-_LONGEST:])
    return begun is not None and re.match(r"https?://", begun[0] + after[:8]) is not None
