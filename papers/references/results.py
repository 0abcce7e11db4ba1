"""What a file of references was understood to say."""

from dataclasses import dataclass

from issues.importing.source import Remark
from papers.document import JournalAbstract


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAbstract:
    """One record: `line` (from 1) is where it begins, `raw` what stands there, `notes` (Chinese) what a person should
    look at. `is_article` is False where the record says that it is a thesis, a book, a newspaper."""

    abstract: JournalAbstract
    line: int
    raw: str
    notes: tuple[str, ...] = ()
    is_article: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """`format` is Chinese. Each record is in `abstracts` or quoted in `remarks`; `unused` names, each once, the fields
    that an abstract has no place for."""

    format: str
    abstracts: tuple[ReadAbstract, ...]
    remarks: tuple[Remark, ...] = ()
    unused: tuple[str, ...] = ()
