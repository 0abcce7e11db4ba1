"""Line breaking, justification, apostrophes and the fitting of the last page."""

from collections.abc import Callable
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest

from issues.exporting.pdf import render_pdf
from issues.exporting.pdf.fonts import apostrophes
from issues.exporting.pdf.layout import guide, line_breaking, rows
from tests.issues.exporting.pdf.printing import document, lines, section, text

RIGHT_EDGE = (210 - 26) / 25.4 * 72


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
        ("（来源于某网站）", "（\u2060来\u2060源\u2060于某网站）"),
    ],
)
def test_breaks_are_allowed_around_quotation_marks_and_forbidden_within_what_belongs_together(
    before: str, after: str
) -> None:
    assert prepared(f"<p>{before}</p>") == f"<p>{after}</p>"


def test_tails_are_prepared_and_styles_are_not() -> None:
    html = "<div><style>甲“乙”丙</style><b>甲</b>丁“乙”丙</div>"
    assert prepared(html) == "<div><style>甲“乙”丙</style><b>甲</b>丁\u200b“乙”\u200b丙</div>"


def test_last_characters_of_a_heading_stay_together() -> None:
    assert prepared("<h3>1.推动成果转化</h3>") == "<h3>1.推动成果\u2060转\u2060化</h3>"
    assert prepared("<h4>2.见ABC</h4>") == "<h4>2.见ABC</h4>"
    assert prepared("<p>推动成果转化</p>") == "<p>推动成果转化</p>"


def test_apostrophe_within_a_word_is_narrow_and_a_quotation_mark_is_not() -> None:
    html = "<p>Crohn’s病<i>it’s</i>don’t can’t‘引’</p>"
    mark = '<span class="apostrophe">’</span>'
    assert prepared(html, apostrophes.narrow) == (
        f"<p>Crohn{mark}s病<i>it{mark}s</i>don{mark}t can{mark}t‘引’</p>"
    )


def test_end_of_a_guide_entry_comes_with_its_leader() -> None:
    html = '<nav><ul><li><a href="#a">医院资讯选摘</a>。</li><li><a href="#b">资讯</a></li><li>无链接</li></ul></nav>'
    assert prepared(html, guide.prepare) == (
        '<nav><ul><li><a href="#a">医院<span class="tail" data-to="#a">资讯选摘</span></a>。</li>'
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


def test_full_lines_of_chinese_end_flush() -> None:
    paragraph = "，".join("甲乙丙丁戊己庚辛壬癸"[: 3 + number % 7] for number in range(120)) + "。"
    rendered = render_pdf(document(section(1, "一、对齐", f"<p>{paragraph}</p>")))
    ends = [line.x1 for line in lines(rendered.pdf, 2) if "，" in line.get_text()]
    flush = [
        end for end in ends[:-1] if abs(end - RIGHT_EDGE) < 8
    ]  # a closing comma's ink ends before its box
    assert len(ends) > 15
    assert len(flush) >= 0.9 * len(ends[:-1])


def test_gaps_between_chinese_and_latin_hold_no_blanks() -> None:
    mixed = "2024年ICU收治患者1200例，CMI值为1.35，其中DRG入组率99.5%，较2023年提高3个百分点。" * 6
    assert mixed in text(render_pdf(document(section(1, "一、混排", f"<p>{mixed}</p>"))).pdf)


@pytest.mark.parametrize("count", [179, 183])
def test_last_page_is_never_left_with_a_few_lines(count: int) -> None:
    rendered = render_pdf(document(section(1, "一、收尾", "<p>甲</p>" * count)))
    last = [line for line in lines(rendered.pdf, rendered.pages) if line.get_text().strip() == "甲"]
    assert len(last) > 5
