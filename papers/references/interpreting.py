"""Converts the tags and values of a record to an abstract; what does not fit becomes a note."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from issues.document import values as readers
from issues.document.partial_date import PartialDate
from papers.document import JournalAbstract
from papers.references import latex, values
from papers.references.authors import Names, names_in
from papers.references.records import Record, Value, Vocabulary
from papers.references.results import ReadAbstract

T = TypeVar("T")

QUOTED = 100

ARTICLES = frozenset({"1", "jour", "jfull", "ejour", "mgzn", "inpr", "article", "electronic article", "j"})


class NotAnAbstract(Exception):
    """Chinese: why the record is no abstract."""


def read_record(record: Record, vocabulary: Vocabulary) -> ReadAbstract:
    reading = _Reading(record, vocabulary)
    abstract = reading.abstract()
    return ReadAbstract(
        abstract=abstract,
        line=record.line,
        raw=record.raw,
        is_article=reading.is_article(),
        notes=tuple(reading.notes),
    )


class _Reading:
    def __init__(self, record: Record, vocabulary: Vocabulary) -> None:
        self.record = record
        self.vocabulary = vocabulary
        self.notes: list[str] = []

    def abstract(self) -> JournalAbstract:
        title = self.first("title", "题名", lambda text: readers.line(values.as_line(text)))
        if not title:
            raise NotAnAbstract("；".join(["这一条没有题名", *self.notes]))
        url = self.address()
        doi = self.first("doi", "DOI", values.as_doi)
        journal = str(self.first("journal", "期刊", lambda t: readers.line(values.as_line(t))) or "")
        abstract = str(self.first("abstract", "摘要", lambda t: readers.text(values.as_abstract(t))) or "")
        for label, text in (("题名", str(title)), ("期刊", journal), ("摘要", abstract)):
            self.note_unread(label, text)
        return JournalAbstract(
            title=str(title),
            journal=journal,
            published=self.published(),
            authors=self.authors(),
            abstract=abstract,
            doi=doi or values.doi_in(url or ""),
            url=url,
        )

    def is_article(self) -> bool:
        kinds = [value.text.strip() for value in self.values_of("type")]
        if not kinds or any(_is_article(kind) for kind in kinds):
            return True
        self.notes.insert(0, f"文献类型是“{kinds[0]}”，不像期刊论文")
        return False

    def first(self, meaning: str, label: str, read: Callable[[str], T]) -> T | None:
        return self.first_of(self.values_of(meaning), label, read)

    def first_of(self, written: Iterable[Value], label: str, read: Callable[[str], T]) -> T | None:
        """The best value that fits. Other values become notes."""
        fitting = [(value, read_) for value in written if (read_ := self.tried(value, label, read))]
        if not fitting:
            return None
        best = fitting[0][1]
        others = dict.fromkeys(str(other) for _, other in fitting[1:] if other != best)
        self.notes += [f"另有{label}：{_short(other)}" for other in others]
        return best

    def tried(self, value: Value, label: str, read: Callable[[str], T]) -> T | None:
        try:
            return read(value.text)
        except ValueError as error:
            self.notes.append(f"{label}没有导入（{error}）：{_short(value.text)}")
            return None

    def address(self) -> str | None:
        """The first; the others that the record has are noted, those behind the same tag too."""
        parts = [Value(v.tag, part) for v in self.values_of("url") for part in values.addresses(v.text)]
        return self.first_of(parts, "网址", readers.web_address)

    def published(self) -> PartialDate | None:
        """The first, made more exact by another that agrees with it."""
        written = list(self.values_of("published"))
        days = [day for value in written if (day := self.tried(value, "时间", values.as_published))]
        if not days:
            return self.year_at_least(written)
        agreeing = [day for day in days if str(day).startswith(str(days[0]))]
        best = max(agreeing, key=lambda day: len(str(day)))
        others = dict.fromkeys(str(day) for day in days if not str(best).startswith(str(day)))
        self.notes += [f"另有时间：{day}" for day in others]
        return best

    def year_at_least(self, written: list[Value]) -> PartialDate | None:
        year = next(filter(None, (values.year_in(value.text) for value in written)), None)
        if year:
            self.notes.append(f"时间只取到年份 {year}")
        return year

    def authors(self) -> tuple[str, ...]:
        read = [names for v in self.values_of("authors") if (names := self.tried(v, "作者", _names))]
        if others := dict.fromkeys(word for names in read for word in names.others):
            self.notes.append(f"原文没有列全作者，后面还有：{'、'.join(others)}")
        return tuple(dict.fromkeys(name for names in read for name in names.names))

    def note_unread(self, label: str, text: str) -> None:
        if unread := dict.fromkeys(latex.UNREAD.findall(text)):
            self.notes.append(f"{label}里有未识别的 LaTeX 写法，请核对：{_short('、'.join(unread))}")

    def values_of(self, meaning: str) -> Iterable[Value]:
        return self.vocabulary.values_of(self.record, meaning)


def _is_article(kind: str) -> bool:
    return kind.lower() in ARTICLES or "刊" in kind or "journal" in kind.lower()


def _names(text: str) -> Names:
    names = names_in(text)
    return Names(tuple(str(readers.line(name)) for name in names.names), names.others)


def _short(text: str) -> str:
    """The complete text is in `raw`."""
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}……"
