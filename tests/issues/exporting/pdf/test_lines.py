"""Line breaking, justification, apostrophes and the fitting of the last page."""

from collections.abc import Callable
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from pdfminer.layout import LTChar

from issues.exporting.pdf import render_pdf
from issues.exporting.pdf.fonts import apostrophes
from issues.exporting.pdf.layout import blanks, guide, line_breaking, rows
from tests.issues.exporting.pdf.printing import document, lines, section, text

SIZE, LEFT_EDGE = 14.0, 73.6
RIGHT_EDGE = 210 / 25.4 * 72 - LEFT_EDGE
CLOSING = "，。、；：！？”’）》"


def prepared(html: str, prepare: Callable[[Element], None] = line_breaking.prepare) -> str:
    prepare(root := fromstring(html))  # noqa: S314
    return tostring(root, encoding="unicode")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("关于“百日行动”的通知", "关于\u200b“百日行动”\u200b的通知"),
        ("甲—乙", "甲\u2060—乙"),
        ("甲——乙", "甲——乙"),
        ("（“甲”）", "（“甲”）"),
        ("患者’s", "患者’s"),
    ],
)
def test_breaks_are_allowed_around_quotation_marks_and_forbidden_within_what_belongs_together(
    before: str, after: str
) -> None:
    assert prepared(f"<p>{before}</p>") == f"<p>{after}</p>"


def test_tails_are_prepared_and_styles_are_not() -> None:
    html = "<div><style>甲“乙”丙</style><b>甲</b>丁“乙”丙</div>"
    assert prepared(html) == "<div><style>甲“乙”丙</style><b>甲</b>丁\u200b“乙”\u200b丙</div>"


def test_typed_blanks_between_han_and_latin_are_dropped_in_sections() -> None:
    html = "<body><i>联系人 A1</i><main><p>2022 年<b>3 个</b> 月，张 李，电话 0514-8736542，A B</p></main></body>"
    assert prepared(html, blanks.drop_typed) == (
        "<body><i>联系人 A1</i><main><p>2022年<b>3个</b> 月，张 李，电话 0514-8736542，A B</p></main></body>"
    )


def test_addresses_break_behind_their_marks_and_lose_their_scheme() -> None:
    html = '<p><a href="https://a.example/b?c=1">https://a.example/b?c=1</a><a href="https://a.example/">题</a></p>'
    assert prepared(html, line_breaking.part_addresses) == (
        '<p><a href="https://a.example/b?c=1">a.\u200bexample/\u200bb?\u200bc=\u200b1</a>'
        '<a href="https://a.example/">题</a></p>'
    )


def test_short_sources_stay_whole_and_long_ones_may_be_parted() -> None:
    for source, classes in (("（来源于某网站）", "source whole"), (f"（来源于{'某' * 40}）", "source")):
        html = prepared(f'<p><span class="source">{source}</span></p>', line_breaking.keep_sources_whole)
        assert f'class="{classes}"' in html


def test_apostrophe_within_a_word_is_narrow_and_a_quotation_mark_is_not() -> None:
    html = "<p>Crohn’s病<i>it’s</i>don’t can’t‘引’</p>"
    mark = '<span class="apostrophe">’</span>'
    assert prepared(html, apostrophes.narrow) == (
        f"<p>Crohn{mark}s病<i>it{mark}s</i>don{mark}t can{mark}t‘引’</p>"
    )


def test_end_of_a_guide_entry_comes_with_its_leader() -> None:
    html = '<nav><ul><li><a href="#a">医院资讯选摘</a>。</li><li><a href="#b">资讯</a></li><li>无链接</li></ul></nav>'
    assert prepared(html, guide.prepare) == (
        '<nav><ul><li><a href="#a">医\u2060院<span class="tail" data-to="#a">资讯选摘</span></a>。</li>'
        '<li><a href="#b"><span class="tail" data-to="#b">资讯</span></a></li><li>无链接</li></ul></nav>'
    )


def test_guide_is_one_table_of_contents_after_its_title() -> None:
    html = '<nav><h2>导读</h2><div class="g"><p>栏</p><ul><li>条</li></ul></div><div class="g"/></nav>'
    assert prepared(html, guide.prepare) == (
        '<nav><h2>导读</h2><div data-role="TOC"><div class="g" data-role=""><p data-role="TOCI">栏</p>'
        '<ul data-role="TOC"><li data-role="TOCI">条</li></ul></div><div class="g" data-role="" /></div></nav>'
    )


def test_short_rows_stay_whole_and_long_ones_may_split() -> None:
    html = f'<table><tr class="a"><td>甲</td><td><p>乙</p></td></tr><tr><td>{"丙" * 201}</td></tr></table>'
    root = fromstring(html)  # noqa: S314
    rows.keep_short_ones_whole(root)
    assert [row.get("class") for row in root.iter("tr")] == ["a short", None]


def characters(paragraph: str, page: int = 2) -> list[list[LTChar]]:
    """The lines of a printed paragraph, as their characters from left to right."""
    rendered = render_pdf(document(section(1, "一、对齐", f"<p>{paragraph}</p>")))
    rows: dict[int, list[LTChar]] = {}
    for line in lines(rendered.pdf, page):
        for char in line:
            if isinstance(char, LTChar) and abs(char.size - SIZE) < 0.1 and 80 < char.matrix[5] < 700:
                rows.setdefault(round(char.matrix[5]), []).append(char)
    return [sorted(rows[y], key=lambda char: char.x0) for y in sorted(rows, reverse=True)]


def ink_end(line: list[LTChar]) -> float:
    """Half of a closing mark is blank."""
    last = line[-1]
    return last.x0 + (SIZE / 2 if last.get_text() in CLOSING else SIZE)


def test_thirty_two_han_stand_in_a_line_without_any_gap() -> None:
    first, second, *_ = characters("医" * 100)
    assert (len(first), len(second)) == (30, 32)  # the first is indented
    assert all(abs(after.x0 - before.x0 - SIZE) < 0.05 for before, after in pairwise(second))


def test_full_lines_end_flush_and_marks_at_their_ends_hang() -> None:
    paragraph = "，".join("甲乙丙丁戊己庚辛壬癸"[: 3 + number % 7] for number in range(120)) + "。"
    *full, _ = characters(paragraph)
    assert len(full) > 15
    assert any(line[-1].get_text() == "，" for line in full)
    assert [round(ink_end(line) - RIGHT_EDGE) for line in full] == [0] * len(full)


@pytest.mark.parametrize("pair", ["”，", "》、", "。（", "：“", "“《", "）。"])
def test_two_marks_take_the_room_of_one_and_a_half(pair: str) -> None:
    (line, *_) = characters(f"甲乙{pair}丙丁")
    (before,) = (char for char in line if char.get_text() == "乙")
    (after,) = (char for char in line if char.get_text() == "丙")
    assert abs(after.x0 - before.x0 - 2.5 * SIZE) < 0.1


def test_marks_of_two_elements_are_closed_up_too() -> None:
    (line, *_) = characters("甲<strong>“乙”</strong>，丙")
    (before,) = (char for char in line if char.get_text() == "乙")
    (after,) = (char for char in line if char.get_text() == "丙")
    assert abs(after.x0 - before.x0 - 2.5 * SIZE) < 0.1


def test_opening_mark_at_the_start_of_a_line_stands_at_the_edge() -> None:
    _, second, *_ = characters("医" * 30 + "（甲）" + "院" * 40)
    assert second[0].get_text() == "（"
    assert abs(second[0].x0 + SIZE / 2 - LEFT_EDGE) < 0.2


def test_long_code_leaves_no_ragged_line() -> None:
    *full, _ = characters(f"{'医' * 25}17.7200×002{'院' * 50}20×10⁹/L{'科' * 60}")
    assert all(abs(ink_end(line) - RIGHT_EDGE) < 1 for line in full)


def test_source_on_a_line_of_its_own_stands_at_the_right() -> None:
    *_, last = characters("医" * 60 + '<span class="source whole">（来源于某网站）</span>')
    assert "".join(char.get_text() for char in last) == "（来源于某网站）"
    assert abs(ink_end(last) - RIGHT_EDGE) < 1


def test_gaps_between_chinese_and_latin_hold_no_blanks() -> None:
    mixed = "2024年ICU收治患者1200例，CMI值为1.35，其中DRG入组率99.5%，较2023年提高3个百分点。" * 6
    assert mixed in text(render_pdf(document(section(1, "一、混排", f"<p>{mixed}</p>"))).pdf)


@pytest.mark.parametrize("count", [179, 183])
def test_last_page_is_never_left_with_a_few_lines(count: int) -> None:
    rendered = render_pdf(document(section(1, "一、收尾", "<p>甲</p>" * count)))
    last = [line for line in lines(rendered.pdf, rendered.pages) if line.get_text().strip() == "甲"]
    assert len(last) > 5
