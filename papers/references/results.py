"""The result of reading a file of references."""

from dataclasses import dataclass

from issues.importing.source import Remark
from papers.document import JournalAbstract


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAbstract:
    """One record: `line` (from 1) is where it begins, `raw` its text, `notes` (Chinese) what a person should
    check. `is_article` is False for a thesis, a book or a newspaper."""

    abstract: JournalAbstract
    line: int
    raw: str
    notes: tuple[str, ...] = ()
    is_article: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """`format` is Chinese. Each record is in `abstracts` or quoted in `remarks`; `unused` names, each once, the fields
    that an abstract has no field for."""

    format: str
    abstracts: tuple[ReadAbstract, ...]
    remarks: tuple[Remark, ...] = ()
    unused: tuple[str, ...] = ()
