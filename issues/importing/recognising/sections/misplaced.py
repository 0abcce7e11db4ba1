"""Adds remarks on text that may be misplaced: a section without entries, an introduction as long as a page, a
line of the guide without an entry. Nothing is moved; a remark quotes the text, so that a person checks it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from issues import richtext
from issues.document import Document, Entry, Part, Section
from issues.document.kinds import section_kind
from issues.importing.recognising.entries.addresses import is_two_addresses, is_unfinished
from issues.importing.recognising.entries.articles import is_empty_notice
from issues.importing.recognising.report import Report
from issues.importing.recognising.sections.division import SectionBlocks
from issues.importing.recognising.text.wording import begins_with, comparable, resembles
from issues.importing.recognition import PrintedGuide

_MOST_LINES, _LONGEST_INTRO = 3, 200
_LONGEST_HEADING = 100
_SENTENCE = re.compile(r"。(?=.)|[；;].*[；;。]")
_SOURCE = re.compile(
    r"[（(—\-*_\s]*(?:文章|信息|资料|稿件)?(?:来\s*源|摘\s*自|转\s*载?\s*自|出\s*处)\s*[:：/／|｜].{2,80}"
)
_SIGNED = re.compile(r"(?:责任|执行)?(?:编\s*辑|审\s*核|责\s*编|审\s*稿)\s*[/／|｜:：].{0,60}")
_LAST_LINES = 3
_LONGEST_LINE = 80
_LISTED_ONE_BY_ONE = {"policies", "experiences", "cases"}
"""Kinds of sections whose entries a guide names one by one."""


def doubt_misplaced(
    document: Document, sections: Sequence[SectionBlocks], guide: Sequence[PrintedGuide], report: Report
) -> None:
    """`sections` are the blocks of each section of `document`."""
    _doubt_guide(document, guide, report)
    for section, part in zip(document.sections, sections, strict=True):
        line = part.head.line
        for group in _groups(section):
            _doubt_intro(group, line, report)
            for entry, after in pairwise([*group.entries, None]):
                if entry is not None:
                    _doubt_entry(entry, after, line, report)
        _doubt_emptiness(section, line, report)
    _doubt_signatures(document, report)


def _groups(section: Section) -> tuple[Section | Part, ...]:
    return (section, *section.parts)


def _doubt_emptiness(section: Section, line: int, report: Report) -> None:
    if any((*section.entries, *(entry for part in section.parts for entry in part.entries))):
        return
    if not is_empty_notice(section.intro or ""):
        report.add_unrecognised(line, section.title, "这个栏目里没有识别出条目，请核对")


def _doubt_intro(group: Section | Part, line: int, report: Report) -> None:
    intro = group.intro or ""
    if len(intro) > _LONGEST_INTRO or intro.count("\n") >= _MOST_LINES:
        report.add_unrecognised(line, intro, f"“{group.title}”的导语很长，其中可能有没有识别出的条目，请核对")


def _doubt_entry(entry: Entry, after: Entry | None, line: int, report: Report) -> None:
    for name in ("url", "source_url"):
        address = getattr(entry, name, None) or ""
        if address and is_two_addresses(address):
            report.doubt_line(line, f"“{entry.heading}”的网址像是两个连在了一起，请核对", address)
        elif address and is_unfinished(address):
            report.doubt_line(line, f"“{entry.heading}”的网址可能不完整，请核对", address)
    if hasattr(entry, "body_html"):
        _doubt_article(entry, after, line, report)


def _doubt_article(entry: Any, after: Entry | None, line: int, report: Report) -> None:
    lines = richtext.plain_text(entry.body_html).split("\n")
    if not any(lines):
        behind = f"\n{after.heading}" if after else ""
        report.doubt_line(
            line, "这一条只有标题，没有正文，请核对（标题后是下一条的开头）", entry.heading + behind
        )
    if entry.kind == "policy_item" and not (entry.issuing_bodies or entry.document_title):
        words = "\n".join((entry.heading, *lines)).strip()
        report.doubt_line(line, "这一条没有识别出发布机构和文件，可能不属于这个栏目，请核对", words)
    if not entry.source:
        for words in _last(lines, _SOURCE):
            report.doubt_line(line, f"“{entry.heading}”的正文末尾像是来源，没有填入“来源”，请核对", words)


def _last(lines: Sequence[str], pattern: re.Pattern[str]) -> Iterator[str]:
    """What `pattern` finds at the beginning of the last lines, or at the end of them."""
    filled = [line.strip() for line in lines if line.strip()]
    for line in filled[-_LAST_LINES:]:
        if match := pattern.search(line, max(0, len(line) - _LONGEST_LINE)):
            yield match[0].strip()


def _doubt_signatures(document: Document, report: Report) -> None:
    """Names at the end that stayed in the last text."""
    if document.editor and document.reviewer:
        return
    bodies = [entry.body_html for entry in document.entries if hasattr(entry, "body_html")]
    for words in _last(richtext.plain_text(bodies[-1]).split("\n"), _SIGNED) if bodies else ():
        report.add_unrecognised(None, words, "最后一条的正文末尾像是编辑、审核的署名，没有填入刊头，请核对")


def _doubt_guide(document: Document, guide: Sequence[PrintedGuide], report: Report) -> None:
    for listed in guide:
        for heading in listed.headings:
            if len(heading) > _LONGEST_HEADING or _SENTENCE.search(heading):
                report.add_unrecognised(
                    None, heading, f"导读“{listed.section}”里有一行像是正文，没有导入，请核对"
                )
        section = next(
            (candidate for candidate in document.sections if resembles(candidate.title, listed.section)), None
        )
        if section is None:
            words = "\n".join((listed.section, *listed.headings))
            report.doubt_line(None, f"导读里有“{listed.section}”，正文里没有识别出这个栏目", words)
        elif section.kind in _LISTED_ONE_BY_ONE:
            _doubt_unlisted(section, listed.headings, report)


def _doubt_unlisted(section: Section, headings: Iterable[str], report: Report) -> None:
    titles = [entry.heading for group in _groups(section) for entry in group.entries]
    titles += [part.title for part in section.parts]
    for heading in headings:
        if len(comparable(heading)) > 3 and not any(_is_same(heading, title) for title in titles):
            name = section_kind(section.kind).heading if section.kind else section.title
            report.doubt_line(None, f"导读列在“{name}”里的这一条，正文里没有识别出来，请核对", heading)


def _is_same(heading: str, title: str) -> bool:
    return resembles(heading, title, least=0.6) or begins_with(title, heading) or begins_with(heading, title)
