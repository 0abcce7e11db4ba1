"""Reads a notice of a back issue: a policy compendium, where to submit papers, or whatever else a part announces."""

import re
from collections import Counter
from typing import Literal

from issues.document import Entry
from issues.importing.recognising.entries.passages import Passage, passages
from issues.importing.recognising.sections.section_text import EntryList, SectionText
from issues.importing.recognising.text.dates import years_in
from issues.importing.recognising.text.wording import one_line
from issues.importing.source import Table
from papers.document import Notice

Topic = Literal["policy_compendium", "journal_submission", "other"]
_TOPICS: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    ("journal_submission", re.compile(r"投稿|征稿|约稿|来稿|组稿|征文")),
    ("policy_compendium", re.compile(r"政策|法规|文件.*(?:汇总|汇编)|(?:汇总|汇编).*文件|资料汇编")),
)
_PUBLISHED_YEAR = re.compile(r"(?:本期|此次|本次|本刊)[^。]{0,12}?((?:19|20)[0-9]{2})\s*年")
_GATHERED_YEAR = re.compile(
    r"(?:汇总|整理|汇编|梳理|收集)(?:整理|汇总|汇编)?了?\s*((?:19|20)[0-9]{2})\s*年(?!\s*(?:以来|至今|起|[—~-]|至))"
)
"""The one year whose documents the text says that it collects."""
_ANNEX = re.compile(r"附件|附表|附录")


def read_notice(text: SectionText, title: str) -> tuple[Entry, ...]:
    """Makes one notice of all blocks below `title`; a row of a table becomes a line."""
    content = passages(text.blocks, is_paged=text.is_paged)
    words = "\n".join(_words(item) for item in content)
    topic, year = _topic(title, words), _year(title, words)
    entries = EntryList(text.report)
    if entries.add(Notice(topic=topic, year=year, text=words), text.blocks):
        text.report.take(text.blocks, text.path_to("通知"))
        _doubt(text, title, words, year)
    return tuple(entries.entries)


def _topic(title: str, words: str) -> Topic:
    for topic, pattern in _TOPICS:
        if pattern.search(title):
            return topic
    return "journal_submission" if _TOPICS[0][1].search(words) else "other"


def _words(item: Passage | Table) -> str:
    if isinstance(item, Passage):
        return item.numbering + one_line(item.text)
    return "\n".join("\t".join(one_line(cell.text) for cell in row.cells).rstrip() for row in item.rows)


def _year(title: str, words: str) -> int | None:
    """The year of which the text says that it publishes documents, else that of the title, else the most frequent one."""
    match = _PUBLISHED_YEAR.search(words) or _GATHERED_YEAR.search(words)
    if match:
        return int(match[1])
    years = years_in(title) or [year for year, _ in Counter(years_in(words)).most_common(1)]
    return years[0] if years else None


def _doubt(text: SectionText, title: str, words: str, year: int | None) -> None:
    block = text.blocks[0] if text.blocks else None
    titled = years_in(title)
    if titled and year and year not in titled:
        text.report.doubt(block, f"标题写的是 {titled[0]} 年，正文是 {year} 年", title)
    if annex := _ANNEX.search(words):
        text.report.doubt(block, "文中提到附件，请确认附件文件已经添上", annex[0])
