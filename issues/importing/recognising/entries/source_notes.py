"""Reads the source at the end of an entry: （来源于某某网站）."""

import re
from dataclasses import dataclass

_WORDS = r"(?:文章|信息|资料|内容|稿件|本文)?(?:来\s*源|摘\s*自|摘\s*编\s*自|转\s*自|转载自|出\s*处)"
_NOTE = rf"{_WORDS}\s*(?:于|自)?\s*[:：]?\s*"
_ENCLOSED = re.compile(
    rf"[（(\[【]\s*{_NOTE}(?P<source>[^（(]*(?:[（(][^（）()]*[）)][^（(）)]*)*?)\s*[）)\]】]\s*[。.]?\s*$"
)
_BARE = re.compile(
    rf"(?:^|(?<=[。！？\n]))\s*{_WORDS}\s*(?:(?:于|自)\s*[:：]?|[:：])\s*(?P<source>[^。！？\n]{{2,120}}?)\s*[。.]?\s*$"
)
_FRAMED = re.compile(
    rf"[【\[]\s*{_WORDS}\s*[】\]]\s*[:：]?\s*(?P<source>[^。！？\n【】]{{2,120}}?)\s*[。.]?\s*$"
)
_ALONE = re.compile(
    r"^\s*(?:摘\s*(?:编\s*)?自|转(?:载)?\s*自)\s*(?P<source>(?:《[^《》\n]{2,40}》)?[^。！？，：:\n]{0,40})\s*[。.]?\s*$"
)
"""In a paragraph of its own it needs no colon."""
_ADDRESS = re.compile(r"https?://[^\s，。；、（）()《》<>\u4e00-\u9fff]+(?:\s+[A-Za-z0-9_\-./?=&%#]+)*")
_LABEL = re.compile(r"(?:原文)?(?:网址|链接|地址)(?:为|是)?\s*[:：]?\s*$")
_LINKED = re.compile(r"[，,；;、\s]+(?:点击|查看|阅读)*(?:原文|全文|链接|网址|详情)+$")


@dataclass(frozen=True, slots=True)
class SourceNote:
    """`start`: where the note begins in the text that it ends."""

    start: int
    source: str
    address: str


def source_note(text: str) -> SourceNote | None:
    match = _ENCLOSED.search(text) or _BARE.search(text) or _FRAMED.search(text) or _ALONE.search(text)
    if match is None:
        return None
    words, address = split_source(match["source"])
    start = len(text[: match.start()].rstrip())
    return SourceNote(start, words, address) if words or address else None


def without_link_words(source: str) -> str:
    """Without the words that only carried its link: 某某网站，查看原文."""
    return _LINKED.sub("", source)


def split_source(text: str) -> tuple[str, str]:
    """A source as a name and an address."""
    match = _ADDRESS.search(text)
    if match is None:
        return text.strip(), ""
    words = (_LABEL.sub("", text[: match.start()]) + text[match.end() :]).strip(" ，,；;：:、。（）()")
    return words, re.sub(r"\s+", "", match[0])
