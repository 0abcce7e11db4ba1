"""Reads 医院资讯 without a table: hospital, title and address on one line, or on separate lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hospitals.recognising.hospital_names import hospital_at_start
from issues.importing.recognising.entries.tables import Record
from issues.importing.recognising.text.item_labels import item_label, without_bullet
from issues.importing.recognising.text.wording import joined
from issues.importing.source import Paragraph

_HOST = r"(?:https?[:：]//|www\.|(?<![\w.@-])(?:[a-z0-9-]+\.)+[a-z]{2,12}(?::\d+)?/)"
_CHARACTER = r"[A-Za-z0-9_\-./?=&%#~+:;,!@*'$]"
_ADDRESS = re.compile(rf"{_HOST}{_CHARACTER}*(?:\s+(?!https?:|www\.){_CHARACTER}+(?=\s*$))*", re.IGNORECASE)
_REST = re.compile(rf"{_CHARACTER}+")
_NAMES = r"(?:网\s*址|链\s*接|原文链接|网页链接|标\s*题|题\s*目|单\s*位|医院名称|来源单位)"
_LABEL = re.compile(rf"^\s*{_NAMES}\s*[:：]\s*|(?:^|(?<=\W)){_NAMES}\s*[:：]?\s*$")
_AROUND = " \u3000\t，,：:—-－|｜（(<《>》）)。;；、"
_EDGES = _AROUND.replace("》", "").replace("《", "")
_WITHOUT_DASHES = str.maketrans("", "", "-—－")
"""A line of a title may end within it: 预约—缴费 and —报告."""
_SEPARATOR = re.compile(r"\s*(?:[:：|｜—]+|[】\]]|\s{1,})\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Item:
    """One link in the form of a table row, and its paragraphs."""

    record: Record
    blocks: tuple[Paragraph, ...]


@dataclass(slots=True)
class _Finder:
    hospital: str = ""
    waiting: list[Paragraph] = field(default_factory=list)
    """Without an address so far."""

    def find(self, blocks: Sequence[Paragraph]) -> Iterator[Item]:
        at = 0
        while at < len(blocks):
            match = _ADDRESS.search(blocks[at].text)
            if match is None:
                self.waiting.append(blocks[at])
                at += 1
                continue
            address, last = match[0], at
            if not blocks[at].text[match.end() :].strip():
                while last + 1 < len(blocks) and _is_rest_of_address(blocks[last + 1].text):
                    last += 1
                    address += blocks[last].text.strip()
            yield self._item(blocks[at], match, address, tuple(blocks[at : last + 1]))
            at = last + 1

    def _item(
        self, block: Paragraph, match: re.Match[str], address: str, blocks: tuple[Paragraph, ...]
    ) -> Item:
        words = _words(block, match.start())
        above = self._above(is_complete=bool(words))
        lines = [*(_words(paragraph) for paragraph in above), *([words] if words else [])]
        if lines and (named := _bare_hospital(lines[0])) and len(lines) > 1:
            self.hospital = named
            del lines[0]
        hospital, title = self._split(_join(lines).strip(_EDGES))
        after = block.text[match.end() :].strip(_AROUND)
        cells = {"hospital": hospital, "title": title, "url": address}
        return Item(
            Record(
                block.line, {name: text for name, text in cells.items() if text}, (("", after),) * bool(after)
            ),
            (*above, *blocks),
        )

    def _above(self, *, is_complete: bool) -> list[Paragraph]:
        """The lines above that belong to the address: from the last that has a number, and a hospital over it."""
        above, self.waiting = self.waiting, []
        marked = [at for at, paragraph in enumerate(above) if item_label(paragraph)]
        first = len(above) if is_complete else marked[-1] if marked else 0
        while first > 0 and _bare_hospital(_words(above[first - 1])):
            first -= 1
        return above[first:]

    def _split(self, line: str) -> tuple[str, str]:
        """Hospital and title of a line; the hospital above where the line names none before punctuation."""
        name = hospital_at_start(line.lstrip("【[")) or ""
        behind = line.lstrip("【[")[len(name) :]
        if name and (separator := _SEPARATOR.match(behind)):
            self.hospital = name
            return name, behind[separator.end() :].strip()
        return self.hospital, line


def items(blocks: Sequence[Paragraph]) -> list[Item]:
    return list(_Finder().find(blocks))


def _words(block: Paragraph, end: int | None = None) -> str:
    label = item_label(block)
    text = block.text[:end]
    text = text[label.length :] if label and label.length else text
    return _LABEL.sub("", without_bullet(text)).strip(_EDGES.translate(_WITHOUT_DASHES))


def _join(lines: Sequence[str]) -> str:
    title = ""
    for line in lines:
        title = joined(title, line)
    return title


def _bare_hospital(line: str) -> str:
    words = line.strip(_AROUND + "【】[]")
    with_brackets = line.strip("：: ")
    name = hospital_at_start(with_brackets)
    return name if name and name in (words, with_brackets) else ""


def _is_rest_of_address(text: str) -> bool:
    bare = text.strip()
    return bool(_REST.fullmatch(bare)) and not _ADDRESS.match(bare) and not bare.isalpha()
