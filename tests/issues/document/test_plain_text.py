"""One gate for plain text, whatever door it comes through."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issues.document.plain_text import as_line, as_text, oddities, why_unfit
from issues.richtext import clean
from issues.richtext.web_address import completed


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("门诊\u200b管理", "门诊管理"),
        ("\ufeff门诊\u202e管理\u202c", "门诊管理"),
        ("a\u200db", "ab"),
        ("门\u200d诊", "门诊"),
        ("门\u00ad诊\u2060", "门诊"),
        ("门\x03诊\ud800", "门诊"),
        ("门\ufdd0\U0001ffff诊", "门诊"),
        ("门\u3164诊\u115f", "门诊"),
        ("\U000e0041\U000e007f门", "门"),
        ("a\ufe0f", "a"),
        ("第一行\r\n第二行", "第一行第二行"),
        ("line\vtwo\u2028three", "line two three"),
        ("列\t列", "列 列"),
        ("葛\U000e0100饰", "葛\U000e0100饰"),
        ("👩\u200d⚕\ufe0f", "👩\u200d⚕\ufe0f"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("x\u00a0y\u3000z", "x\u00a0y\u3000z"),
        ("缺\ufffd字", "缺\ufffd字"),
        ("\u3000\ufe0f题", "题"),
    ],
)
def test_line_keeps_what_is_seen(given_, kept):
    assert as_line(given_) == kept


def test_text_keeps_its_paragraphs_and_tabs():
    assert as_text("\r\n甲\t乙\r\n丙\u2029丁\r") == "甲\t乙\n丙\n丁"


@given(st.text())
def test_gate_lets_pass_what_it_handed_out(text):
    assert as_text(as_text(text)) == as_text(text)
    assert as_line(as_line(text)) == as_line(text)
    assert "\n" not in as_line(text)
    as_line(text).encode()


@given(st.text(st.sampled_from("a门👩\u200d\ufe0f\u200c\u3000 \U000e0100<>b/1")))
def test_rich_text_with_shapers_has_one_form(text):
    assert clean(clean(text)) == clean(text)


def test_oddities_name_what_was_taken_out_and_what_was_lost():
    assert oddities("甲\x03乙\x03") == ["有 2 个看不见的控制字符（U+0003），已去掉"]
    assert oddities("缺\ufffd字") == ["有 1 个“\ufffd”，原来的字已经丢失，请对照原文改正"]
    assert oddities("甲\u200b乙\n丙\t丁") == []
    assert why_unfit("好") is None


@pytest.mark.parametrize(
    "text",
    [
        "a" + " " * 200_000 + "\nb",
        "a \n" * 100_000,
        "\u200d" * 200_000,
        " " * 200_000 + "x" + " " * 200_000 + "y",
    ],
)
def test_gate_takes_time_in_proportion(text):
    """What is long is refused behind the gate, so the gate itself must not be held up by it."""
    began = time.monotonic()
    as_line(text)
    completed(text)
    assert time.monotonic() - began < 5
