"""What a recognition keeps of its source: the measure by which nothing may be lost.

Every character but blanks counts, digits and punctuation too. What printing derives is excepted where it stands, never
wherever it occurs: the number before a heading, the ordinal in the first column, the label before a name."""

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import groupby

from hospitals.recognising.news import COLUMNS as NEWS
from issues import richtext
from issues.importing.recognising import plain_blocks
from issues.importing.recognising.entries.tables import layout_of
from issues.importing.recognising.sections.names import bare_title, kind_by_name, without_outline
from issues.importing.recognising.text.item_labels import SIGN, item_label, item_label_in
from issues.importing.recognising.text.numerals import number_of
from issues.importing.recognition import Recognition, Taken
from issues.importing.source import Paragraph, Row, Source, Table
from papers.recognising.abstracts import COLUMNS as ABSTRACTS

FOLLOWS_FROM_OTHERS = {"hospital", "issuing_bodies", "document_title", "document_number", "issued_on", "year"}
"""Fields read out of a title or a text that keeps them; a link's hospital is its own."""
_PAGES = ("页眉", "页码")
_DATE = re.compile(
    r"(?:[0-9]{4}|[〇零○一二三四五六七八九]{4})\s*[年./-]\s*\w{1,3}\s*[月./-]\s*\w{1,3}日?"
    r"(?:\s*(?:星期|周)[一二三四五六日天])?"
)
_NUMBER = re.compile(r"(?:(?:19|20)[0-9]{2}\s*年\s*)?(?<!总)第\s*\w{1,5}\s*期")
_LABEL = re.compile(
    r"联\s*系\s*(?:人|方\s*式)|联\s*络\s*人|(?:联\s*系\s*)?电\s*话|手\s*机|(?:责\s*任|本\s*期|执\s*行)?\s*编\s*辑(?=\s*[:：])|责\s*编(?=\s*[:：])|审\s*[核稿定](?:\s*签\s*发)?\s*人?(?=\s*[:：])"
    r"|(?:主\s*办|承\s*办|协\s*办|编\s*印)(?:\s*单\s*位)?(?=\s*[:：])"
)
_FIELD = re.compile(
    r"(?:^|(?<=[\s；;|】]))\s*[；;|]?\s*(?:[\d１-９]+[.．、]|[（(\[]\d+[）)\]])?\s*[【\[]?(?:作\s*者|(?:发表|来源)?期刊|刊名|来源|(?:发表|出版)?(?:时间|日期)|题目|标题|摘\s*要|关键词|doi)[】\]]?\s*[:：]?\s*",
    re.IGNORECASE,
)
_LINK_NOTE = re.compile(
    r"[：:](?!/)|[（(](?=(?:https?|www))|(?<=[\w/])[）)]\s*$|[【】|｜]|(?:链接|网址)(?=\s*[:：]?\s*(?:https?|www))"
)
_BETWEEN = re.compile(r"[：:；;，,、|｜（）()《》·—-]")
_BULLET = re.compile(rf"^\s*(?:{SIGN}|[•·*➢〇-])\s*")
_LEADER = re.compile(r"(?:[.…·．。\s]+|[（(/])(?:第|[Pp]\.?)?[（(]?[0-9]{1,3}页?[)）]?\s*$")
_FRAME = re.compile(r"^\s*[【\[〔](.*)[】\]〕]\s*$")
_NOTE = re.compile(
    r"[（(\[【]?\s*(?:文章|信息|资料|内容|稿件|本文)?(?:来\s*源|摘\s*自|摘\s*编\s*自|转\s*自|转载自|出\s*处)\s*(?:于|自)?\s*】?\s*[:：]?"
)
_NOTE_END = re.compile(r"(?:[，,]\s*(?:查看)?(?:原文|链接))?[）)\]】]{0,2}\s*[。.]?\s*$")
_STOP_ALONE = re.compile(r"^\s*[.．、]\s*(?=\w)")
"""Of a number that a page break has cut off before its stop."""
_ENTRY = re.compile(r"^.* › 第 \d+ 条")


def lost(source: Source, recognition: Recognition) -> Counter[str]:
    """Characters of the source that are kept nowhere."""
    assert [taken.block for taken in recognition.taken] == list(plain_blocks(source))
    shown = tuple(taken for taken in recognition.taken if taken.became not in _PAGES)
    owed = "\n".join(_owed(group, recognition) for group in _entries(_with_whole_headings(shown)))
    scraps = "".join(run.text for p in source.paragraphs() for run in p.runs if run.is_lost)
    return _characters(owed + scraps) - _characters(_kept(recognition))


def _characters(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))


def _entries(taken: tuple[Taken, ...]) -> list[list[Taken]]:
    """Blocks of one entry together, and halves of a heading; others alone."""
    grouped = groupby(enumerate(taken), key=lambda pair: _place(pair[1].became) or str(pair[0]))
    return [[one for _, one in group] for _, group in grouped]


def _place(became: str) -> str:
    match = _ENTRY.match(became)
    return match[0] if match else ""


def _with_whole_headings(taken: tuple[Taken, ...]) -> tuple[Taken, ...]:
    whole: list[Taken] = []
    for one in taken:
        before = whole[-1] if whole else None
        if before and one.became == before.became and (joined := _torn_heading(before.block, one.block)):
            whole[-1] = replace(before, block=joined)
        else:
            whole.append(one)
    return tuple(whole)


def _torn_heading(before: Paragraph | Table, after: Paragraph | Table) -> Paragraph | None:
    if (
        not isinstance(before, Paragraph)
        or not isinstance(after, Paragraph)
        or kind_by_name(bare_title(before))
    ):
        return None
    whole = replace(before, runs=(*before.runs, *after.runs))
    return whole if kind_by_name(bare_title(whole)) else None


def _owed(group: list[Taken], recognition: Recognition) -> str:
    if not _place(group[0].became):
        return _owed_alone(group[0])
    text = "\n".join(_without_labels(one) for one in group)
    first = group[0].block
    if isinstance(first, Paragraph) and (mark := item_label(first)):
        text = text[mark.length :]
    elif isinstance(first, Paragraph):
        text = _STOP_ALONE.sub("", text)
    return _without_title_stop(_without_note(text, recognition), recognition)


def _without_labels(taken: Taken) -> str:
    """Without the label before what an abstract or a link that stands in no table says."""
    text = _text(taken.block)
    if taken.became.endswith("› 摘要"):
        named = re.fullmatch(r"\W*《[^《》]+》[^《》]*", _mark_off(text))
        return re.sub(r"[【】《》（）]" if named else r"[【】]", " ", _FIELD.sub(" ", text))
    return _LINK_NOTE.sub("", _mark_off(text)) if taken.became.endswith("› 链接") else text


def _mark_off(text: str) -> str:
    mark = item_label_in(text)
    return text[mark.length if mark else 0 :]


def _owed_alone(taken: Taken) -> str:
    block, became = taken.block, taken.became
    if became in _PAGES or became == "导读":
        return ""
    text = _text(block)
    if became in ("刊头", "编审"):
        return _BETWEEN.sub("", _LABEL.sub("", _DATE.sub("", _NUMBER.sub("", text, count=1), count=1)))
    if isinstance(block, Table):
        return _owed_table(block, became)
    if became.startswith("导读 › ") or became.endswith(("栏目标题", "小标题")):
        if kind_by_name(bare_title(block)):
            return bare_title(block)  # its number and the signs around it are printed again
        text = _LEADER.sub("", text) if became.startswith("导读") else text.rstrip("：:。")
        mark = item_label(block)
        text = _BULLET.sub("", without_outline(text[mark.length if mark else 0 :]))
        framed = _FRAME.match(text)
        return framed[1].strip(" \u3000：:") if framed else text
    return text


def _text(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return "\n".join(_text(inner) for row in block.rows for cell in row.cells for inner in cell.blocks)


def _owed_table(table: Table, became: str) -> str:
    if not became.endswith(("篇摘要", "条链接")):
        return _text(table)
    columns = ABSTRACTS if became.endswith("篇摘要") else NEWS
    return "\n".join(_owed_row(row) for row in table.rows if layout_of(row, columns) is None)


def _owed_row(row: Row) -> str:
    cells = ["\n".join(_text(inner) for inner in cell.blocks) for cell in row.cells]
    if cells and number_of(cells[0].strip("、.．()（） ")) is not None:
        del cells[0]
    return "\n".join(
        re.sub(r"^(?:doi\s*[:：]|《(?=[^《》]*》$))|(?<=[^《》])》$", "", cell, flags=re.I) for cell in cells
    )


def _without_note(text: str, recognition: Recognition) -> str:
    """Without the words around a source that is in a field of its own, at the end of an entry."""
    notes = list(_NOTE.finditer(text))
    entries = recognition.document.entries
    shown = [getattr(entry, "source", None) or getattr(entry, "source_url", None) for entry in entries]
    if not notes or not any(
        value and value[:4] in re.sub(r"\s", "", text[notes[-1].end() :]) for value in shown
    ):
        return text
    rest = text[notes[-1].end() :]
    address = re.sub(
        r"[，,；;：:、（(]?\s*(?:(?:原文)?(?:网址|链接|地址)(?:为|是)?[：:]?)?\s*(?=https?:)", "", rest
    )
    return text[: notes[-1].start()] + _NOTE_END.sub("", address)


def _without_title_stop(text: str, recognition: Recognition) -> str:
    for entry in recognition.document.entries:
        title = re.sub(r"\s", "", getattr(entry, "title", None) or "")
        pattern = r"\s*".join(map(re.escape, title))
        if title and (match := re.match(rf"(\W*{pattern}[”’》）)\s*]*)。", text)):
            return match[1] + text[match.end() :]
    return text


def _kept(recognition: Recognition) -> str:
    document = recognition.document
    shown = [document.title, *document.publishers, document.contact.name, document.contact.phone]
    shown += [document.editor, document.reviewer]
    for section in document.sections:
        shown += [section.title, section.intro or ""]
        for part in section.parts:
            shown += [part.title, part.intro or ""]
    for entry in document.entries:
        shown += _fields(entry)
    for guide in recognition.guide:
        shown += [guide.section, *guide.headings]
    return "\n".join(shown + [remark.text for remark in recognition.unrecognised])


def _fields(entry) -> list[str]:
    apart = FOLLOWS_FROM_OTHERS - ({"hospital"} if entry.kind == "hospital_news_link" else set())
    shown = []
    for name in entry.__dataclass_fields__:
        value = getattr(entry, name)
        if name == "body_html":
            shown.append(richtext.plain_text(value) + " ".join(re.findall(r'href="([^"]*)', value)))
        elif name not in apart and isinstance(value, str):
            shown.append(value)
        elif name == "authors":
            shown += ["、".join(value), ";；，," * len(value)]
        elif name == "published" and value:
            shown.append(f"{value}年月日//..")
    return shown
