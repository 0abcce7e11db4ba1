"""What the preview makes of a recognition, and how the page shows it."""

import re

import pytest
from django.template.loader import render_to_string

from issues.admin.importing.guide import Difference
from issues.admin.importing.preview import Preview, preview_of
from issues.document.outline import guide
from issues.importing.recognition import PrintedGuide, Recognition, Taken
from issues.importing.source import Cell, Paragraph, Remark, Row, Run, Table
from tests import factories
from tests.rendered import flat


def paragraph(line: int, text: str, **kind) -> Paragraph:
    return Paragraph(line=line, runs=(Run(text=text, **kind),))


TABLE = Table(
    line=4,
    rows=(
        Row(
            line=4,
            cells=(Cell(blocks=(paragraph(4, "年份"),), colspan=2), Cell(is_covered=True)),
            is_heading=True,
        ),
        Row(line=6, cells=(Cell(blocks=(paragraph(6, "2023"),)), Cell(blocks=(paragraph(7, "九件"),)))),
    ),
)
TAKEN = (
    Taken(block=paragraph(1, "政策热点"), became="政策热点 › 栏目标题"),
    Taken(block=paragraph(2, "  ")),
    Taken(block=paragraph(3, "散落的一句话"), became=""),
    Taken(block=TABLE, became="政策热点 › 第 1 条 › 正文"),
    Taken(block=paragraph(9, "结尾", is_bold=True), became="政策热点 › 第 1 条 › 正文"),
)
STRAY = Remark(line=3, reason="不知道放在哪里", text="散落的一句话", is_unrecognised=True)
IN_A_CELL = Remark(line=7, reason="数字写成了汉字", text="九件")
NOWHERE = Remark(line=None, reason="有 2 张图片，没有导入")


def preview(**changes) -> Preview:
    values = {"document": factories.document(), "taken": TAKEN, "remarks": (STRAY, IN_A_CELL, NOWHERE)}
    recognition = Recognition(**(values | changes))
    return preview_of(recognition, recognition.document)


def test_rows_leave_out_blanks_and_say_where_nothing_was_recognised():
    rows = preview().rows
    assert [row.block.line for row in rows] == [1, 3, 4, 9]
    assert [row.is_unrecognised for row in rows] == [False, True, False, False]
    assert [row.is_again for row in rows] == [False, False, False, True]


def test_remarks_stand_at_the_block_that_holds_their_line():
    shown = preview()
    assert [(note.remark, note.anchor) for note in shown.unrecognised] == [(STRAY, "b2")]
    assert [(note.remark, note.anchor) for note in shown.doubts] == [(IN_A_CELL, "b3"), (NOWHERE, "")]
    assert [row.remarks for row in shown.rows] == [(), (STRAY,), (IN_A_CELL,), ()]
    assert [row.next for row in shown.rows] == ["", "b3", "", ""]


@pytest.mark.parametrize(("line", "anchor"), [(8, "b3"), (99, "b4"), (0, "b0")])
def test_remark_at_a_line_that_holds_nothing_stands_at_the_block_before(line, anchor):
    assert preview(remarks=(Remark(line=line, reason="空"),)).doubts[0].anchor == anchor


def test_rubbish_inside_a_recognised_block_alarms_too():
    remark = Remark(line=9, reason="多出来的标记", text="<p>", is_unrecognised=True)
    assert [row.is_alarming for row in preview(remarks=(remark,)).rows] == [False, True, False, True]


def test_entries_tell_what_review_would_ask_for():
    sections = factories.sections()
    bare = factories.policy_item("只有标题", body_html="")
    source = factories.document(
        sections=(sections[0].__class__(kind="policies", title="政策热点", entries=(bare,)),)
    )
    (section,) = preview(document=source).sections
    assert [(entry.heading, entry.missing) for entry in section.entries] == [("只有标题", ("正文",))]


def printed(document) -> tuple[PrintedGuide, ...]:
    return tuple(
        PrintedGuide(section=group["section"], headings=tuple(group["headings"])) for group in guide(document)
    )


def test_guides_that_agree_differ_nowhere():
    shown = preview(guide=printed(factories.document()))
    assert (shown.has_printed_guide, shown.guide) == (True, [])
    assert preview().has_printed_guide is False


def test_guide_tells_what_was_printed_otherwise_or_not_at_all():
    first, *others = printed(factories.document())
    changed = PrintedGuide(section=first.section, headings=("印错的标题", first.headings[1], "只在导读里"))
    assert preview(guide=(changed, *others)).guide == [
        Difference("印错的标题", first.headings[0]),
        Difference("只在导读里", ""),
    ]


def block_html(block) -> str:
    return render_to_string("admin/issues/issue/_import_block.html", {"block": block})


def test_a_table_is_shown_as_a_table():
    html = flat(block_html(TABLE))
    assert html.count("<tr>") == 2
    assert '<th rowspan="1" colspan="2"><p><span class="run">年份</span></p>' in html
    assert html.count("<th") == 1
    assert html.count("<td") == 2


def test_a_paragraph_has_no_blanks_of_the_template():
    """They would show, as those of the source do."""
    block = Paragraph(
        line=1, numbering="一、", runs=(Run(text="甲", is_bold=True), Run(text=" 乙", href="x"))
    )
    html = block_html(block)
    assert re.sub(r"<[^>]*>", "", html).strip() == "一、甲 乙"


def test_a_paragraph_is_shown_as_printed_and_nothing_in_it_runs():
    block = Paragraph(
        line=1,
        numbering="一、",
        level=1,
        runs=(
            Run(text="重点", is_bold=True),
            Run(text="<script>", is_lost=True),
            Run(text="此处", href="javascript:alert(1)"),
        ),
    )
    html = flat(block_html(block))
    assert "<script>" not in html
    assert "href" not in html
    assert '<span class="numbering" title="自动编号">一、</span><span class="run bold">重点</span>' in html
    assert '<span class="run lost">&lt;script&gt;</span>' in html
