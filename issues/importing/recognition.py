"""The result of reading a file: a document, and everything that a person should still check."""

import datetime
from dataclasses import dataclass

from issues.document import Document
from issues.importing.source import Block, Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One block of the source and the part of the document that it became, in Chinese ("政策热点 › 第 2 条 › 正文");
    "" where it was not recognised."""

    block: Block
    became: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedGuide:
    """One section of the guide as the source prints it: input to proofreading, never stored."""

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
    """Values that a person gives for a file. They replace those in the file."""

    number: int | None = None
    date: datetime.date | None = None
