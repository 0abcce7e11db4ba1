"""Entries in the three layouts: articles and notices one by one, rows as one table."""

from collections.abc import Iterator
from dataclasses import fields
from hashlib import sha256
from typing import Any

from django.template.defaultfilters import filesizeformat

from issues import richtext
from issues.document import Annex, Entry, as_json
from issues.document import word_form as form
from issues.document.kinds import entry_kind
from issues.document.outline import OutlineEntry, Run
from issues.document.partial_date import PartialDate
from issues.document.word_form import Article, FactField, Notices, Rows
from issues.exporting.word.context import Context
from issues.exporting.word.grids import make_regular
from issues.exporting.word.numbering import Purpose, numbered
from issues.exporting.word.rich import body
from issues.exporting.word.rows import rows
from issues.exporting.word.styles import style_id
from issues.exporting.word.xml import Element, paragraph, run
from issues.richtext.writing import as_html


class Labels:
    """Numbers a group's entries 1. 2. by Word's own counting, with a new list after an entry that shows no number."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._instance = self._last = 0

    def of(self, item: OutlineEntry) -> list[Element]:
        if not item.label:
            return []
        if not self._instance or item.number != self._last + 1:
            self._instance = self._context.numbering.instance(Purpose.ENTRIES, start=item.number)
        self._last = item.number
        return [numbered(self._instance)]


def entries(context: Context, group: Run, labels: Labels, width: int) -> Iterator[Element]:
    layout = entry_kind(group.kind).word
    if isinstance(layout, Rows):
        yield from rows(context, layout, group.entries, width)
        return
    for item in group.entries:
        _carry(context, item, layout)
        if isinstance(layout, Article):
            title = form.ENTRY if group.level == 3 else form.PART_ENTRY
            blocks = [
                *_title(item, title, labels),
                *_facts(item, layout.facts),
                *_body(context, item.entry, width),
            ]
        else:
            blocks = [*_facts(item, layout.facts), *_notice(context, item.entry)]
        yield from _marked(context, item.entry, blocks)


def _marked(context: Context, entry: Entry, blocks: list[Element]) -> Iterator[Element]:
    """The bookmark holds the whole entry: retyping its title, cutting and pasting it elsewhere keep it."""
    start, end = context.mark(form.entry_bookmark(entry.uid))
    if not blocks or not blocks[0].tag.endswith("}p"):
        blocks.insert(0, paragraph(style_id(form.GAP)))
    blocks[0].insert(1, start)
    yield from blocks
    yield end


def _title(item: OutlineEntry, style: str, labels: Labels) -> Iterator[Element]:
    if item.entry.heading:
        yield paragraph(style_id(style), run(item.entry.heading), properties=labels.of(item))


def _facts(item: OutlineEntry, known: tuple[FactField, ...]) -> Iterator[Element]:
    """Those that the text does not tell, on one line."""
    shown = [(field, item.entry) for field in known if _is_printed_as_fact(item, field)]
    runs: list[Element] = []
    for place, (field, entry) in enumerate(shown):
        runs.append(_label(("　" if place else "") + f"{field.label}："))
        for number, value in enumerate(_values(entry, field.name)):
            runs += [_label("、")] if number else []
            runs += [_label(field.before)] if field.before else []
            runs.append(run(value, style_id(field.label)))
            runs += [_label(field.after)] if field.after else []
    if runs:
        yield paragraph(style_id(form.FACTS), *runs)


def _is_printed_as_fact(item: OutlineEntry, field: FactField) -> bool:
    return any(fact.label == field.label for fact in item.unstated_facts)


def _values(entry: Entry, name: str) -> tuple[str, ...]:
    value = getattr(entry, name)
    values = value if isinstance(value, tuple) else (value,)
    return tuple(v.in_chinese if isinstance(v, PartialDate) else str(v) for v in values)


def _label(text: str) -> Element:
    return run(text, style_id(form.LABEL))


def _carry(context: Context, item: OutlineEntry, layout: Article | Notices) -> None:
    """Whatever the layout does not print, and facts that the text tells."""
    printed = {"uid"} | {field.name for field in layout.facts if _is_printed_as_fact(item, field)}
    printed |= set(layout.text_fields)
    context.carry(item.entry, ("kind", *(f.name for f in fields(item.entry) if f.name not in printed)))


def _body(context: Context, entry: Any, width: int) -> list[Element]:
    root = richtext.parse(entry.body_html)
    if not make_regular(root):
        printed = sha256(richtext.clean(as_html(root)).encode()).hexdigest()
        context.carried["bodies"][entry.uid.hex] = {"printed": printed, "body_html": entry.body_html}
    blocks = body(context, root, width)
    note = list(_source_note(context, entry))
    if note and blocks and _is_body_paragraph(blocks[-1]):
        blocks[-1].extend(note)
    elif note:
        blocks.append(paragraph(style_id(form.BODY), *note))
    return blocks


def _is_body_paragraph(block: Element) -> bool:
    styled = block.find("{*}pPr/{*}pStyle")
    return styled is not None and style_id(form.BODY) in styled.values()


def _source_note(context: Context, entry: Any) -> Iterator[Element]:
    if not (entry.source or entry.source_url):
        return
    name = form.SOURCE if entry.source else form.SOURCE_ADDRESS
    shown = run(entry.source or entry.source_url, style_id(name))
    yield run("（来源于", style_id(form.SOURCE_LABEL))
    yield context.link(entry.source_url, shown) if entry.source_url else shown
    yield run("）", style_id(form.SOURCE_LABEL))


def _notice(context: Context, entry: Any) -> Iterator[Element]:
    for line in entry.text.split("\n") if entry.text else ():
        yield paragraph(style_id(form.NOTICE), run(line))
    for annex in entry.annexes:
        yield _annex(context, annex)


def _annex(context: Context, annex: Annex) -> Element:
    """The title of the annex, which links to the file on the site once the issue is published. The package holds the
    file itself."""
    start, end = context.mark(name := form.annex_bookmark(len(context.carried["annexes"]) + 1))
    context.carried["annexes"][name] = {key: value for key, value in as_json(annex).items() if key != "title"}
    title = run(annex.title, style_id(form.ANNEX_TITLE))
    address = context.annex_address(annex)
    type_and_size = f"（{annex.suffix}，{filesizeformat(annex.size)}）".replace("\xa0", " ")
    shown = context.link(address, title) if address else title
    return paragraph(style_id(form.ANNEX), start, shown, run(type_and_size, style_id(form.SMALL)), end)
