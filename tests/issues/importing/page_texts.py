"""A document set as a back issue is: as text taken from pages, and as a Word file typed by hand."""

from collections.abc import Iterator
from io import BytesIO

import docx

from issues import richtext
from issues.document import Document, Entry
from issues.document.outline import guide, numeral

ABSTRACTS = ("序号", "论文名称", "作者", "发表期刊", "发表时间", "论文摘要", "DOI")
LINKS = ("序号", "单位", "标题", "网址")


def as_text(document: Document) -> str:
    lines = [document.title, f"第{document.number}期", *document.publishers]
    lines += [f"联系人：{document.contact.name} {document.contact.phone}", _day(document), "本期导读"]
    for one in guide(document):
        lines.append(f"◆{one['section']}")
        lines.append("\n".join(f"- {heading}" for heading in one["headings"]))
    for number, section in enumerate(document.sections, 1):
        lines += [f"{numeral(number)}、{section.title}", *filter(None, [section.intro])]
        lines += _entries(section.entries)
        for count, part in enumerate(section.parts, 1):
            lines += [f"{count}.{part.title}", *filter(None, [part.intro]), *_entries(part.entries)]
    return "\n\n".join([*lines, f"编辑：{document.editor}", f"审核：{document.reviewer}"])


def _day(document: Document) -> str:
    return f"{document.date.year}年{document.date.month}月{document.date.day}日"


def _entries(entries: tuple[Entry, ...]) -> Iterator[str]:
    rows = list(_rows(entries))
    if rows:
        yield "\n".join("\t".join(row) for row in rows)
        return
    for number, entry in enumerate(entries, 1):
        if entry.kind == "notice":
            yield entry.text
            continue
        paragraphs = richtext.plain_text(entry.body_html).split("\n")
        after_table = "\n\n" if "\t" in paragraphs[-1] else ""
        yield f"{number}.{entry.title}。" + "\n\n".join(paragraphs) + after_table + _source(entry)


def _source(entry: Entry) -> str:
    return f"（来源于{entry.source}）" if entry.source else ""


def _rows(entries: tuple[Entry, ...]) -> Iterator[tuple[str, ...]]:
    hospital, number = "", 0
    for count, entry in enumerate(entries, 1):
        if entry.kind == "journal_abstract":
            if count % 4 == 1:  # a page's end
                yield ABSTRACTS
            shown = (entry.title, "、".join(entry.authors), entry.journal, str(entry.published or ""))
            yield (str(count), *shown, entry.abstract.replace("\n", ""), entry.doi or "")
        elif entry.kind == "hospital_news_link":
            if count == 1:
                yield LINKS
            is_new, hospital = entry.hospital != hospital, entry.hospital
            number += is_new
            yield (
                (str(number), hospital, entry.title, entry.url)
                if is_new
                else ("", "", entry.title, entry.url)
            )


def as_word(document: Document) -> bytes:
    """Headings in Word's styles, entries numbered by Word, runs split where a hand would not."""
    word = docx.Document()
    for line in (document.title, f"第{document.number}期", *document.publishers, _day(document)):
        word.add_paragraph(line)
    word.add_paragraph(f"联系人：{document.contact.name} {document.contact.phone}")
    word.add_paragraph("本期导读")
    for one in guide(document):
        word.add_paragraph(f"◆{one['section']}")
        for heading in one["headings"]:
            word.add_paragraph(heading, style="List Bullet")
    for number, section in enumerate(document.sections, 1):
        word.add_heading(f"{numeral(number)}、{section.title}", 1)
        if section.intro:
            word.add_paragraph(section.intro)
        _word_entries(word, section.entries)
        for count, part in enumerate(section.parts, 1):
            word.add_heading(f"（{numeral(count)}）{part.title}", 2)
            if part.intro:
                word.add_paragraph(part.intro)
            _word_entries(word, part.entries)
    word.add_paragraph(f"编辑：{document.editor}　审核：{document.reviewer}")
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _word_entries(word, entries: tuple[Entry, ...]) -> None:
    rows = list(_rows(entries))
    if rows:
        table = word.add_table(0, len(rows[0]), style="Table Grid")
        for row in rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
        return
    for entry in entries:
        if entry.kind == "notice":
            word.add_paragraph(entry.text)
            continue
        first, *rest = richtext.plain_text(entry.body_html).split("\n")
        written = word.add_paragraph(style="List Number")
        for piece in (entry.title[:7], entry.title[7:] + "。"):
            written.add_run(piece).bold = True
        written.add_run(first)
        for paragraph in rest:
            word.add_paragraph(paragraph)
        if entry.source:
            word.paragraphs[-1].add_run(_source(entry))
