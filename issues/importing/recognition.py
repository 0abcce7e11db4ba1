"""What a file was understood to say: a document, and everything that a person should still look at."""

import datetime
from dataclasses import dataclass

from issues.document import Document
from issues.importing.source import Block, Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One block of the source and what it became, in Chinese for the preview ("政策热点 › 第 2 条 › 正文");
    "" where it was not recognised."""

    block: Block
    became: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedGuide:
    """One section of the guide as the source printed it: input to proofreading, never stored as truth."""

    section: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """Every character of the source is in a field of `document`, in `guide`, in what printing derives (numbers,
    table heads), or in a remark that is unrecognised."""

    document: Document
    guide: tuple[PrintedGuide, ...] = ()
    taken: tuple[Taken, ...] = ()
    """All blocks in reading order, as `recognising.plain_blocks` has them; empty where the file was JSON."""
    remarks: tuple[Remark, ...] = ()

    @property
    def unrecognised(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.is_unrecognised)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person says about a file; where given it goes before what the file says itself."""

    number: int | None = None
    date: datetime.date | None = None
