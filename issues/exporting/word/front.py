"""The first page: masthead and guide; and the colophon at the end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from issues.document import Document, Imprint
from issues.document import word_form as form
from issues.document.outline import GuideLine, OutlineSection
from issues.document.partial_date import format_day
from issues.exporting.word import looks
from issues.exporting.word.styles import style_id
from issues.exporting.word.tables import cell, row
from issues.exporting.word.xml import TEXT_WIDTH, Element, paragraph, points, run, w
from issues.exporting.word.xml import field as word_field

SMALLEST_TITLE = 44
"""Half-points; a longer title than that takes two lines."""


def masthead(document: Document, width: int) -> Iterator[Element]:
    yield from _cover_note(document.imprint)
    yield paragraph(style_id(form.MASTHEAD), run(document.title, "", *_fitted(document.title, width)))
    number = run(str(document.number), style_id(form.NUMBER))
    yield paragraph(style_id(form.NUMBER_LINE), _label("第"), number, _label("期"))
    yield _imprint(document, width)
    yield paragraph(style_id(form.GAP))


def _cover_note(imprint: Imprint) -> Iterator[Element]:
    """The number of the permit, and the words that the regime wants on the cover."""
    permit = [_label("准印证号："), run(imprint.permit, style_id(form.PERMIT))] if imprint.permit else []
    gap = [_label("　")] if imprint.permit and imprint.statement else []
    statement = [_label(imprint.statement)] if imprint.statement else []
    if permit or statement:
        yield paragraph(style_id(form.COVER_NOTE), *permit, *gap, *statement)


def _fitted(title: str, width: int) -> list[Element]:
    """A smaller size for a title that would take two lines."""
    look = looks.LOOKS[form.MASTHEAD]
    share = width / points((look.size + look.spacing) * max(len(title), 1))
    if share >= 1:
        return []
    half_points = max(int(look.size * share) * 2, SMALLEST_TITLE)
    return [
        w("spacing", val=points(look.spacing * share)),
        w("sz", val=half_points),
        w("szCs", val=half_points),
    ]


def _imprint(document: Document, width: int) -> Element:
    """Who publishes it on the left, whom to call and the day on the right, over a double red line."""
    left = [paragraph(style_id(form.PUBLISHER), run(name)) for name in document.publishers]
    columns = [width * 55 // 100, width - width * 55 // 100]
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style_id(form.IMPRINT_TABLE)),
            w("tblW", w=width, type="dxa"),
            w("tblBorders", w("bottom", val="thinThickMediumGap", sz=36, space=0, color=looks.RED)),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0000"),
        ),
        w("tblGrid", *(w("gridCol", w=column) for column in columns)),
        row(
            [cell(left, columns[0], at_foot=True), cell(_contact_and_day(document), columns[1], at_foot=True)]
        ),
    )


def _contact_and_day(document: Document) -> Iterator[Element]:
    contact, style = document.contact, style_id(form.IMPRINT)
    if contact.name or contact.phone:
        runs = [_label("联系人：")]
        runs += [run(contact.name, style_id(form.CONTACT_NAME))] if contact.name else []
        runs += [_label(" "), run(contact.phone, style_id(form.CONTACT_PHONE))] if contact.phone else []
        yield paragraph(style, *runs)
    yield paragraph(style, run(format_day(document.date), style_id(form.DATE)))


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePages:
    """The page of each anchor; `is_estimate`: Word is asked to count as soon as it opens the file."""

    by_anchor: Mapping[str, int] = field(default_factory=dict)
    is_estimate: bool = False


def guide(outline: Sequence[OutlineSection], marks: dict[str, str], pages: GuidePages) -> Iterator[Element]:
    """Links with the numbers of their pages, as in print."""
    if outline:
        yield paragraph(style_id(form.GUIDE_TITLE), run("本期导读"))
    for section in outline:
        bullet = run("◆ ", style_id(form.BULLET))
        yield _linked(form.GUIDE_SECTION, marks[section.anchor], section.title, bullet)
        for line in section.guide:
            yield _line(line, marks[line.anchor], pages)


def colophon(document: Document) -> Iterator[Element]:
    signed: list[Element] = []
    for label, name, style in _signers(document):
        signed += [_label("　　　　")] if signed else []
        signed += [_label(f"{label}："), run(name, style_id(style))]
    if signed:
        yield paragraph(style_id(form.COLOPHON), *signed)
    for label, value in document.imprint.last_page:
        yield paragraph(style_id(form.ISSUED), _label(f"{label}："), run(value))


def _signers(document: Document) -> Iterator[tuple[str, str, str]]:
    """The editor, then whoever signed each stage; without stages, the reviewer."""
    if document.editor:
        yield "编辑", document.editor, form.EDITOR
    if document.signatures:
        yield from ((signed.stage, signed.name, form.REVIEWER) for signed in document.signatures)
    elif document.reviewer:
        yield "审核", document.reviewer, form.REVIEWER


def _line(line: GuideLine, mark: str, pages: GuidePages) -> Element:
    style = style_id(form.PAGE)
    shown = str(pages.by_anchor.get(line.anchor, ""))
    number = word_field(f"PAGEREF {mark} \\h", shown, style, is_dirty=pages.is_estimate)
    leader = w("r", w("rPr", w("rStyle", val=style)), w("tab"))
    link = w("hyperlink", run(line.heading), anchor=mark, history=1)
    tab = w("tab", val="right", leader="middleDot", pos=TEXT_WIDTH)
    return paragraph(style_id(form.GUIDE_LINE), link, leader, *number, properties=[w("tabs", tab)])


def _linked(style: str, mark: str, text: str, *before: Element) -> Element:
    return paragraph(style_id(style), *before, w("hyperlink", run(text), anchor=mark, history=1))


def _label(text: str) -> Element:
    return run(text, style_id(form.LABEL))
