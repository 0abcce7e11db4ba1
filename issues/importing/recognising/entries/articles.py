"""Reads sections whose entries are articles: a title and a body, numbered or not."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from issues.document import Entry, Part
from issues.importing.recognising.entries.body import body_html
from issues.importing.recognising.entries.fact_lines import split_facts
from issues.importing.recognising.entries.openings import (
    MOST_LISTED,
    Opening,
    find_openings,
    untitled_openings,
)
from issues.importing.recognising.entries.passages import Passage, shortened, without_start
from issues.importing.recognising.entries.source_notes import (
    SourceNote,
    source_note,
    split_source,
    without_link_words,
)
from issues.importing.recognising.entries.titles import as_title, title_and_text
from issues.importing.recognising.sections.section_text import Contents, EntryList, SectionText
from issues.importing.recognising.text.item_labels import item_label, without_item_label
from issues.importing.recognising.text.wording import comparable, is_ended, one_line, resembles
from issues.importing.source import Block, Paragraph, Table

_INTRO = re.compile(r"供.{0,8}参考|摘编|选登|选摘|编者按|^本期|^本栏目|^本刊|汇总如下|整理如下|^导语")
_NOTHING = re.compile(
    r"\s*[（(]?(?:本期|本栏目)?(?:暂?空缺|暂缺|从缺|暂无(?:内容|稿件|文章)?|无|略)[）)]?[。.]?\s*"
)
_LONGEST_INTRO = 400
_SUBHEADING = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """`title` is None where neither the source nor its guide has one."""

    title: str | None
    is_title_printed: bool
    content: tuple[Passage | Table, ...]
    source: str | None
    source_url: str | None
    blocks: tuple[Block, ...]
    facts: Mapping[str, str]
    """The values of the line below the title, by label: 文号, 医院."""

    @property
    def text(self) -> str:
        return "\n".join(item.text for item in self.content)

    @property
    def opening(self) -> str:
        """The first paragraph, which says who, when and what."""
        return next((item.text for item in self.content if isinstance(item, Passage)), "").strip()

    @property
    def body_html(self) -> str:
        return body_html(self.content)


Builder = Callable[[Article, SectionText], Entry | None]


def is_empty_notice(text: str) -> bool:
    """Whether the text only says that the section is empty in this issue."""
    return bool(_NOTHING.fullmatch(text))


def read_articles(text: SectionText, *, build: Builder, is_heading: Callable[[str], bool]) -> Contents:
    """`build` makes an entry of an article, or None where it lacks what such an entry must have."""
    reader = _Reader(text, build, is_heading)
    groups = _sub_sections(text.blocks, is_heading, text.guide)
    if not groups:
        intro, entries = reader.read(text)
        return Contents(intro=intro, entries=entries)
    intro, entries = reader.read(replace(text, blocks=text.blocks[: groups[0]]))
    parts = []
    for start, end in zip(groups, [*groups[1:], len(text.blocks)], strict=True):
        head = text.blocks[start]
        title = as_title(without_item_label(head)) if isinstance(head, Paragraph) else ""
        text.report.take([head], text.path_to("小标题"))
        inside = replace(text, blocks=text.blocks[start + 1 : end], path=text.path_to(title))
        part_intro, part_entries = reader.read(inside)
        parts.append(Part(title=title, intro=part_intro, entries=part_entries))
    return Contents(intro=intro, entries=entries, parts=tuple(parts))


def _sub_sections(
    blocks: Sequence[Block], is_heading: Callable[[str], bool], guide: Sequence[str]
) -> list[int]:
    """The indices of sub-headings （一）（二）: short lines directly above an entry with number 1."""
    starts = []
    for at, (block, after) in enumerate(pairwise(blocks)):
        if not isinstance(block, Paragraph) or not isinstance(after, Paragraph):
            continue
        label, below = item_label(block), item_label(after)
        title = without_item_label(block)
        short = label and label.kind == "（一）" and 0 < len(title) <= _SUBHEADING and not is_ended(title)
        listed = any(resembles(title, heading) for heading in guide[:MOST_LISTED])
        if (
            short
            and not listed
            and below
            and below.kind == "1."
            and below.number == 1
            and is_heading(without_item_label(after))
        ):
            starts.append(at)
    return starts


@dataclass(slots=True)
class _Reader:
    text: SectionText
    build: Builder
    is_heading: Callable[[str], bool]

    def read(self, text: SectionText) -> tuple[str | None, tuple[Entry, ...]]:
        self.text = text
        openings = find_openings(text.blocks, text.guide, is_heading=self.is_heading)
        if not openings:
            openings = untitled_openings(text.blocks, text.guide, is_heading=self.is_heading)
        intro, openings = self._lead(openings)
        ends = [*(opening.at for opening in openings[1:]), len(text.blocks)][: len(openings)]
        listed = _unlisted(text.guide, openings)
        entries = EntryList(text.report)
        for opening, end in zip(openings, ends, strict=True):
            self._read_entry(entries, opening, text.blocks[opening.at : end], listed)
        return intro, tuple(entries.entries)

    def _lead(self, openings: list[Opening]) -> tuple[str | None, list[Opening]]:
        """Reads the blocks before the first opening: an introduction, or an entry without number and title."""
        blocks = self.text.blocks
        lead = blocks[: openings[0].at] if openings else blocks
        at = 0
        while at < len(lead) and self._is_intro(lead[at], followed=bool(openings)):
            at += 1
        self.text.report.take(lead[:at], self.text.path_to("按语"))
        intro = "\n".join(one_line(block.text) for block in lead[:at]) or None
        return intro, openings if at == len(lead) else [Opening(at), *openings]

    def _is_intro(self, block: Block, *, followed: bool) -> bool:
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_INTRO:
            return False
        return (
            followed
            or bool(_NOTHING.fullmatch(block.text))
            or bool(_INTRO.search(block.text) and len(block.text) < _LONGEST_INTRO / 2)
        )

    def _read_entry(
        self, entries: EntryList, opening: Opening, blocks: tuple[Block, ...], unlisted: list[str]
    ) -> None:
        article = self._article(opening, blocks, unlisted)
        number = len(entries.entries) + 1
        path = self.text.path_to(f"第 {number} 条")
        self._doubt(opening, blocks[0], article)
        entry = self.build(article, self.text)
        if entry is None:
            self.text.report.reject(blocks, "这一条没有标题，未能导入")
        elif entries.add(entry, blocks):
            only_title = article.is_title_printed and len(blocks) > 1
            self.text.report.take(blocks[:1], f"{path} › 标题" if only_title else path)
            self.text.report.take(blocks[1:], f"{path} › 正文")

    def _article(self, opening: Opening, blocks: tuple[Block, ...], unlisted: list[str]) -> Article:
        facts, bare = split_facts(blocks)
        title, content = title_and_text(
            bare, opening.listed, is_paged=self.text.is_paged, is_heading=self.is_heading
        )
        printed = bool(title)
        if not title and (opening.borrowed or len(unlisted) == 1):
            title = as_title(opening.borrowed or unlisted[0])
        content, note = _without_note(content)
        return Article(
            title=title or None,
            is_title_printed=printed,
            content=tuple(content),
            source=one_line(note.source) or None if note else None,
            source_url=note.address or None if note else None,
            blocks=blocks,
            facts=facts,
        )

    def _doubt(self, opening: Opening, block: Block, article: Article) -> None:
        report = self.text.report
        if opening.is_jump and opening.label:
            report.doubt(block, f"编号不连续：这里是“{opening.label.number}”", block.text[:40])
        if not article.is_title_printed and article.title:
            report.doubt(block, "正文没有标题，用了导读里的", article.title)
        if (
            opening.listed
            and article.is_title_printed
            and comparable(opening.listed) != comparable(article.title or "")
        ):
            report.doubt(
                block, f"导读与正文的标题不同，导读作“{opening.listed}”，正文作", article.title or ""
            )


def _unlisted(guide: Sequence[str], openings: Sequence[Opening]) -> list[str]:
    """The headings of the guide that no entry has."""
    used = [opening.listed for opening in openings]
    return [heading for heading in guide if heading not in used]


def _without_note(content: list[Passage | Table]) -> tuple[list[Passage | Table], SourceNote | None]:
    """`content` without the note that names its source, or an address alone, at its end."""
    last = content[-1] if content else None
    if not isinstance(last, Passage):
        return content, None
    note = source_note(last.text)
    if note and not note.address:
        links = [run.href for run in without_start(last, note.start).runs if run.href]
        note = replace(note, source=without_link_words(note.source), address=links[0]) if links else note
    words, address = split_source(last.text)
    if note is None and address and not words:
        note = SourceNote(0, "", address)
    if note is None:
        return content, None
    rest = shortened(last, note.start)
    if rest.text.strip():
        return [*content[:-1], rest], note
    before, earlier = _without_note(content[:-1])
    if earlier and not (earlier.source and note.source) and not (earlier.address and note.address):
        merged = SourceNote(earlier.start, earlier.source or note.source, earlier.address or note.address)
        return before, merged
    return content[:-1], note
