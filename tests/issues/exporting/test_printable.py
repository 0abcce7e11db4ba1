from issues.exporting.printable import (
    unprintable_fields,
    unprintable_in,
    unprintable_sentence,
    why_not_printable,
)
from issues.reading.rendering import preview_html
from tests.factories import case_study, document, sections


def test_ordinary_issue_is_printable() -> None:
    assert why_not_printable(document()) is None


def test_unprintable_characters_come_with_their_heading() -> None:
    first, *others = sections()
    odd = case_study("急诊\ue010", body_html="<p>甲\U0001f9a0乙</p>")
    odd_section = type(first)(kind="cases", title="典型案例", entries=(odd,))
    odd_document = document(sections=(*others, first, odd_section))
    assert unprintable_in(odd_document) == [("急诊\ue010", ["\ue010", "\U0001f9a0"])]


def test_preview_of_a_draft_says_what_cannot_be_printed() -> None:
    first, *others = sections()
    odd = case_study("急诊", body_html="<p>甲\ue010乙</p>")
    draft = document(sections=(*others, first, type(first)(kind="cases", title="典型案例", entries=(odd,))))
    assert "有的字符没有字体可以印出：“急诊”里的 U+E010，请改写后再送审。" in preview_html(draft)
    assert "没有字体" not in preview_html(document())


def test_fields_of_an_entry_are_named_each_with_its_characters() -> None:
    odd = case_study("急诊\ue010", body_html="<p>甲\U0001f9a0乙</p>")
    assert unprintable_fields(odd) == [("title", ["\ue010"]), ("body_html", ["\U0001f9a0"])]
    assert unprintable_fields(case_study("急诊")) == []


def test_what_was_not_drawn_is_named_though_no_entry_has_it() -> None:
    assert why_not_printable(document(), ["☃"]) == "有的字符没有字体可以印出：“全文”里的 ☃（U+2603）"


def test_sentence_is_short_however_many_there_are() -> None:
    faults = [(f"标题{number}", ["☃"]) for number in range(7)]
    shown = unprintable_sentence(faults)
    assert shown is not None
    assert shown.endswith("“标题4”里的 ☃（U+2603）等 7 处")
    assert unprintable_sentence([("标题", [])]) is None
