"""Reads abstracts without a table: a title, then 作者：…… 期刊：…… 摘要：…… below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from issues.importing.recognising.entries.tables import Record
from issues.importing.recognising.text.item_labels import item_label, without_bullet, without_item_label
from issues.importing.recognising.text.wording import is_ended, joined
from issues.importing.source import Block, Paragraph

_LABELS = {
    "spare": "作者单位|单位|机构|关键词|关键字|Key ?words?|Abstract|英文摘要|英文题目|英文标题"
    "|Title|Authors?|基金项目|基金|通信作者|通讯作者"
    "|中图分类号|文献标识码|引用格式|引用本文|页码|卷期|编者注|编者按|推荐理由|荐语",
    "authors": "全部作者|作者姓名|论文作者|第一作者|作者",
    "journal": "发表期刊|来源期刊|期刊名称|期刊|刊名|刊物|杂志|来源|出处|文献来源|刊载",
    "published": "发表时间|发表日期|出版时间|出版日期|刊出时间|刊出日期|见刊时间|见刊日期"
    "|网络首发时间|网络首发日期|网络首发|发布时间|年期|时间|日期",
    "title": "论文题目|论文名称|论文标题|题目|题名|篇名|标题|文题",
    "abstract": "论文摘要|内容摘要|中文摘要|摘要|内容提要|主要内容|内容简介",
    "doi": "doi号?",
    "url": "网址|链接|原文链接|论文链接",
}


def _spaced(words: str) -> str:
    """摘要 is often set as 摘　要."""
    return "|".join(r"[ \u3000]*".join(word) if word[0] > "z" else word for word in words.split("|"))


_ANY = "|".join(f"(?P<{name}>{_spaced(words)})" for name, words in _LABELS.items())
_LABEL = re.compile(
    rf"\s*(?:[【\[〔]\s*(?:{_ANY})\s*[】\]〕]\s*[:：]?".replace("(?P<", "(?P<b_")
    + rf"|(?:{_ANY})\s*[:：])\s*",
    re.I,
)
_NEXT = re.compile(r"[；;|｜]\s*|[ \u3000]+|(?=[【\[〔])")
_BEHIND_ABSTRACT = {"spare", "doi", "url"}
"""Labels that end an abstract on its own line; others are words of it."""
_DATED = re.compile(r"[\s，,；;、.（(《》]*((?:19|20)[0-9]{2}\s*(?:年|[-./,，（(]|$).*)$")
"""The issue of a journal, after its name."""
_NUMBERED = re.compile(r"^\s*[\[［【]\s*\d{1,3}\s*[\]］】]\s*")
_CITED = re.compile(r"[（(]?\s*《([^《》]{2,30})》\s*[,，]?\s*((?:19|20)\d{2}[^《》]{0,16}?)\s*[）)]?[。.]?")
"""（《某某杂志》2023年第4期）, on a line of its own."""
_NAME = r"[\u4e00-\u9fff·]{2,4}[\d¹²³⁴⁵*＊]{0,3}"
_NAMES = re.compile(rf"{_NAME}(?:[ \u3000、，,；;]+{_NAME}){{0,12}}")
_IN_BRACKETS = re.compile(r"^《([^《》]+)》$")
_LONGEST_TITLE = 120

LabelledText = tuple[str, str, str]
"""A field, its label in the source and what it labels; no field and no label for words without one."""


@dataclass(slots=True)
class AbstractDraft:
    """One abstract as far as it has been read, and its paragraphs."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    unused: list[tuple[str, str]] = field(default_factory=list)
    blocks: list[Paragraph] = field(default_factory=list)
    last: str = "title"
    """The field that a line without a label goes on with."""

    @property
    def is_complete(self) -> bool:
        return "abstract" in self.cells or bool(self.unused)

    @property
    def record(self) -> Record:
        cells = dict(self.cells)
        if "title" in cells:
            cells["title"] = _IN_BRACKETS.sub(r"\1", cells["title"])
        dated = _DATED.search(cells.get("journal", ""))
        if dated and dated.start() > 0 and "published" not in cells:
            cells |= {"journal": cells["journal"][: dated.start()], "published": dated[1]}
        return Record(self.line, cells, tuple(self.unused))

    def put(self, text: LabelledText) -> None:
        name, label, words = text
        self.last = name = name or self.last
        if name == "spare":
            before = "" if label else self.unused.pop()[1]
            label = label or "关键词"
            self.unused.append((label, joined(before, words)))
            return
        before = self.cells.get(name, "")
        is_apart = name == "abstract" and is_ended(before)
        self.cells[name] = f"{before}\n{words}" if is_apart else joined(before, words)


def has_labelled_abstracts(blocks: Sequence[Block]) -> bool:
    """Whether paragraphs have labels of abstracts: the abstract itself, and its author or journal."""
    texts = {
        name for block in blocks if isinstance(block, Paragraph) for name, _, _ in _labelled_texts(block)
    }
    return "abstract" in texts and bool({"journal", "authors"} & texts)


def is_title(block: Block, after: Block | None) -> bool:
    """Whether labels follow it, on its own line or the next."""
    if not isinstance(block, Paragraph) or len(_bare(block)) > _LONGEST_TITLE or is_ended(block.text):
        return isinstance(block, Paragraph) and [name != "" for name, _, _ in _labelled_texts(block)][:2] == [
            False,
            True,
        ]
    texts = _labelled_texts(block)
    if not texts or texts[0][0]:
        return False
    below = _labelled_texts(after)[:1] if isinstance(after, Paragraph) else []
    return len(texts) > 1 or any(name not in ("", "title") for name, _, _ in below)


def drafts(blocks: Sequence[Paragraph]) -> tuple[list[Paragraph], list[AbstractDraft]]:
    """The paragraphs above the first abstract, and the abstracts."""
    intro: list[Paragraph] = []
    abstracts: list[AbstractDraft] = []
    for block, after in zip_longest(blocks, blocks[1:]):
        texts = _labelled_texts(block)
        if _begins(block, after, texts, abstracts[-1] if abstracts else None):
            abstracts.append(AbstractDraft(block.line))
        if not abstracts:
            intro.append(block)
            continue
        abstracts[-1].blocks.append(block)
        continues = bool(abstracts[-1].cells) and len(texts) == 1 and not texts[0][0]
        for text in [("", "", block.text.strip())] if continues else texts:
            abstracts[-1].put(text)
    return intro, abstracts


def _begins(
    block: Paragraph, after: Paragraph | None, texts: list[LabelledText], before: AbstractDraft | None
) -> bool:
    if is_title(block, after):
        return before is None or before.is_complete or item_label(block) is not None
    names = {name for name, _, _ in texts if name}
    if before is None:
        return bool(names)
    return "title" in names and "title" in before.cells


def _bare(block: Paragraph) -> str:
    return _NUMBERED.sub("", without_bullet(without_item_label(block)))


def _labelled_texts(block: Paragraph) -> list[LabelledText]:
    text = _bare(block)
    if cited := _CITED.fullmatch(text):
        return [("journal", "", cited[1]), ("published", "", cited[2])]
    if item_label(block) is None and _NAMES.fullmatch(text):
        return [("authors", "", text)]
    labels = list(_labels(text))
    first = labels[0][0] if labels else len(text)
    ends = [*(start for start, _, _, _ in labels[1:]), len(text)]
    texts = [("", "", text[:first].strip())] if text[:first].strip() else []
    return texts + [
        (name, label, text[begins:end].strip(" \u3000；;|｜"))
        for (_, name, label, begins), end in zip(labels, ends, strict=False)
    ]


def _labels(text: str) -> Iterator[tuple[int, str, str, int]]:
    """Where each label begins, its field, its words and where the labelled text begins."""
    past, last = 0, ""
    for at in (0, *(match.end() for match in _NEXT.finditer(text))):
        match = _LABEL.match(text, at) if at >= past else None
        if match is None:
            continue
        name, label = next(
            (name.removeprefix("b_"), words) for name, words in match.groupdict().items() if words
        )
        if last == "abstract" and name not in _BEHIND_ABSTRACT:
            continue
        yield at, name, label, match.end()
        past, last = match.end(), name
