import pytest

from issues.fields import pasting


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("2025年9月28日", "2025-09-28"),
        ("2025年9月", "2025-09"),
        ("2025年", "2025"),
        ("2025", "2025"),
        ("2025/8/29", "2025-08-29"),
        ("2025.8.29", "2025-08-29"),
        ("2025-9-8", "2025-09-08"),
        ("20250928", "2025-09-28"),
        ("２０２５年９月２８日", "2025-09-28"),
        ("2025 年 9 月 8 日", "2025-09-08"),
        ("2025年13月", "2025-13"),
        ("202509", "202509"),
        ("去年9月", "去年9月"),
    ],
)
def test_date_is_read_in_the_ways_people_write_it(text, plain):
    assert pasting.as_date(text) == plain


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("（来源于国家医保局网站）", "国家医保局网站"),
        ("(来源：国家医保局网站)", "国家医保局网站"),
        ("来源: 国家医保局网站", "国家医保局网站"),
        ("来源于：国家医保局网站", "国家医保局网站"),
        ("来源：江州日报（数字版）", "江州日报（数字版）"),
        ("国家医保局网站", "国家医保局网站"),
        ("来源研究杂志", "来源研究杂志"),
    ],
)
def test_source_is_stored_without_what_is_printed_around_it(text, source):
    assert pasting.as_source(text) == source


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("《甲通知》", "甲通知"),
        ("《关于印发《甲办法》的通知》", "关于印发《甲办法》的通知"),
        ("《甲》和《乙》", "《甲》和《乙》"),
        ("关于《甲》的解读", "关于《甲》的解读"),
    ],
)
def test_document_title_loses_its_outer_marks_alone(text, title):
    assert pasting.without_title_marks(text) == title


def test_names_may_be_separated_in_several_ways():
    assert pasting.as_names("甲、乙；丙\n丁、\r\n 戊 ") == ["甲", "乙", "丙", "丁", "戊"]
