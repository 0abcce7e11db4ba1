"""From the tags and values of one record to an abstract; what does not fit is said, not dropped."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from issues.importing import values as readers
from issues.partial_date import PartialDate
from papers.document import JournalAbstract
from papers.references import values
from papers.references.found import FoundAbstract
from papers.references.records import Record, Value, Vocabulary

T = TypeVar("T")

QUOTED = 100

ARTICLES = frozenset({"1", "jour", "jfull", "ejour", "mgzn", "inpr", "article", "electronic article"})


class NotUnderstood(Exception):
    """Chinese: why the record is no abstract."""


def understood(record: Record, vocabulary: Vocabulary) -> FoundAbstract:
    reading = _Reading(record, vocabulary)
    abstract = reading.abstract()
    return FoundAbstract(
        abstract=abstract,
        line=record.line,
        raw=record.raw,
        is_article=reading.is_article(),
        notes=tuple(reading.notes),
    )


class _Reading:
    def __init__(self, record: Record, vocabulary: Vocabulary) -> None:
        self.record = record
        self.means = vocabulary.means
        self.notes: list[str] = []

    def abstract(self) -> JournalAbstract:
        title = self.first("title", "题名", lambda text: readers.line(values.as_line(text)))
        if not title:
            raise NotUnderstood("；".join(["这一条没有题名", *self.notes]))
        url = self.first("url", "网址", lambda text: readers.web_address(values.as_line(text)))
        doi = self.first("doi", "DOI", values.as_doi)
        return JournalAbstract(
            title=str(title),
            journal=str(self.first("journal", "期刊", lambda t: readers.line(values.as_line(t))) or ""),
            published=self.published(),
            authors=self.authors(),
            abstract=str(self.first("abstract", "摘要", lambda t: readers.text(values.as_abstract(t))) or ""),
            doi=doi or values.doi_in(url or ""),
            url=url,
        )

    def is_article(self) -> bool:
        kind = next((value.text for value in self.told("type")), "")
        if not kind or kind.lower() in ARTICLES or "刊" in kind or "journal" in kind.lower():
            return True
        self.notes.insert(0, f"文献类型是“{kind}”，不像期刊论文")
        return False

    def first(self, meaning: str, label: str, read: Callable[[str], T]) -> T | None:
        """The best value that fits. Others that say something else are noted."""
        found = [(value, read_) for value in self.told(meaning) if (read_ := self.tried(value, label, read))]
        if not found:
            return None
        best = found[0][1]
        others = dict.fromkeys(str(other) for _, other in found[1:] if other != best)
        self.notes += [f"另有{label}：{_short(other)}" for other in others]
        return best

    def tried(self, value: Value, label: str, read: Callable[[str], T]) -> T | None:
        try:
            return read(value.text)
        except ValueError as error:
            self.notes.append(f"{label}没有收入（{error}）：{_short(value.text)}")
            return None

    def published(self) -> PartialDate | None:
        """The first, made more exact by another that agrees with it."""
        told = (self.tried(value, "时间", values.as_published) for value in self.told("published"))
        found = [day for day in told if day]
        if not found:
            return None
        agreeing = [day for day in found if str(day).startswith(str(found[0]))]
        best = max(agreeing, key=lambda day: len(str(day)))
        others = dict.fromkeys(str(day) for day in found if not str(best).startswith(str(day)))
        self.notes += [f"另有时间：{day}" for day in others]
        return best

    def authors(self) -> tuple[str, ...]:
        told = (self.tried(value, "作者", _names) for value in self.told("authors"))
        return tuple(dict.fromkeys(name for names in told for name in names or ()))

    def told(self, meaning: str) -> Iterable[Value]:
        return self.record.told(self.means[meaning])


def _names(text: str) -> list[str]:
    return [str(readers.line(name)) for name in values.as_authors(text)]


def _short(text: str) -> str:
    """The whole stands in `raw`."""
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}……"
