"""医院资讯 of a back issue that is no table: a line for every link, under the name of its hospital or behind it."""

import re
from dataclasses import dataclass, field

from hospitals.document import HospitalNewsLink
from hospitals.naming import hospital_at_start
from issues.importing.recognising.addresses import links_of, web_address
from issues.importing.recognising.marks import mark_of, without_bullet
from issues.importing.recognising.section_text import EntryList, SectionText
from issues.importing.recognising.wording import one_line
from issues.importing.source import Block, Paragraph

_WRITTEN = re.compile(r"(?:https?://|www\.)[^\s\u4e00-\u9fff，。；、（）]+", re.IGNORECASE)
_LABEL = re.compile(r"[（(\[【]?\s*(?:(?:原文|阅读|详情|查看)?\s*(?:网址|链接|地址|原文|全文))\s*[:：]?\s*$")
_EDGES = " \u3000\t\n：:，,；;。|｜—-"
_EMPTY = re.compile(r"[（(\[【]\s*[：:]?\s*[）)\]】]")
_BEHIND_NAME = re.compile(r"[：:｜|\s\u3000—]+")


@dataclass(slots=True)
class NewsLines:
    text: SectionText
    entries: EntryList
    hospital: str = ""
    waiting: list[Paragraph] = field(default_factory=list)
    """A title whose address is the next paragraph."""

    def read(self, block: Block, after: Block | None) -> bool:
        """Whether `block` is the name of a hospital, a link, or the title of the link `after` it."""
        if not isinstance(block, Paragraph):
            return False
        written = _WRITTEN.search(block.text)
        links = [written[0]] if written else links_of(block)
        words = _words(block, written)
        if len(links) == 1:
            return self._link(block, words, links[0])
        if not links and hospital_at_start(words) == words:
            self.hospital = words
            self.text.ledger.take([block], self.text.place("小标题"))
            return True
        self.waiting = [block] if not links and words and after and _is_address_alone(after) else []
        return bool(self.waiting)

    def _link(self, block: Paragraph, words: str, address: str) -> bool:
        blocks = [block] if words else [*self.waiting, block]
        hospital, title = self._apart(_words(blocks[0], None) if len(blocks) > 1 else words)
        self.waiting = []
        entry = HospitalNewsLink(hospital=hospital, title=title, url=web_address(address))
        if not hospital or not title or not self.entries.add(entry, blocks):
            return False
        self.text.ledger.take(blocks, self.text.place(f"第 {len(self.entries.entries)} 条"))
        return True

    def _apart(self, words: str) -> tuple[str, str]:
        """The hospital and the title: 江州医院：开设夜间门诊 has both, elsewhere a line above names the hospital."""
        named = hospital_at_start(words) or ""
        behind = _BEHIND_NAME.match(words, len(named)) if named and words.startswith(named) else None
        if behind and behind.end() < len(words):
            return named, words[behind.end() :]
        return self.hospital or named, words


def _is_address_alone(block: Block) -> bool:
    written = _WRITTEN.search(block.text) if isinstance(block, Paragraph) else None
    return written is not None and not _words(block, written)


def _words(block: Block, written: re.Match[str] | None) -> str:
    """The text of a paragraph without number and address."""
    text = block.text
    if written:
        text = _EMPTY.sub("", _LABEL.sub(_bracket, text[: written.start()]) + text[written.end() :])
    mark = mark_of(block) if isinstance(block, Paragraph) else None
    return one_line(without_bullet(text[mark.length if mark else 0 :]).strip(_EDGES))


def _bracket(label: re.Match[str]) -> str:
    """Of （原文链接： only what closes behind the address."""
    return label[0][0] if label[0][0] in "（([【" else ""
