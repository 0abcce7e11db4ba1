"""Lines that were broken at the margin of a page."""

import pytest

from issues.importing.line_unwrapping import join_lines
from issues.importing.text import read_text

SENTENCE = "医院在门诊大厅设立一站式服务中心为患者提供咨询预约缴费打印等多项便民服务"
FULL = SENTENCE[:34]


def paragraphs(*lines: str) -> list[str]:
    return [block.text for block in read_text("\n".join(lines).encode()).blocks]


def test_full_lines_are_one_paragraph_and_a_short_one_ends_it():
    lines = [FULL] * 9
    assert paragraphs(*lines, "到此为止。", "下一段", "又一段") == [
        FULL * 9 + "到此为止。",
        "下一段",
        "又一段",
    ]


def test_line_set_in_begins_a_paragraph():
    indented = f"\u3000\u3000{FULL[:32]}"
    assert paragraphs(*[indented] * 10) == [FULL[:32]] * 10


def test_number_begins_a_paragraph():
    assert paragraphs(*[FULL] * 9, "（二）加强随访。") == [FULL * 9, "（二）加强随访。"]


def test_few_full_lines_are_no_margin():
    longer = SENTENCE * 3
    assert paragraphs(FULL, longer, FULL, longer) == [FULL, longer, FULL, longer]


def test_line_that_leads_to_a_page_goes_on_nowhere():
    led = FULL[:20] + "…" * 10 + "（3）"
    assert paragraphs(*[FULL] * 9, "到此为止。", led, "他山之石")[-2:] == [led, "他山之石"]


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("到20", "27年", "到2027年"),
        ("坏账率为0", ".02%", "坏账率为0.02%"),
        ("提升至97.", "6%", "提升至97.6%"),
        ("D-", "to-B时间", "D-to-B时间"),
        ("引入 Supply", "Chain 模式", "引入 Supply Chain 模式"),
        ("某某网站 ht", "tps://a.example/1", "某某网站 https://a.example/1"),
        ("见 https://a.example/2026/", "12/1.html", "见 https://a.example/2026/12/1.html"),
        ("**一是健全**", "**管理体制。**", "**一是健全管理体制。**"),
    ],
)
def test_number_address_or_bold_that_the_margin_cut_is_one_again(before, after, whole):
    assert join_lines(before, after) == whole


def test_bullet_begins_a_paragraph():
    assert paragraphs(*[FULL] * 9, f"- {FULL[:20]}") == [FULL * 9, FULL[:20]]
