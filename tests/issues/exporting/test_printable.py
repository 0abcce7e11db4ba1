from issues.exporting.printable import unprintable_in, why_not_printable, with_print_remarks
from issues.importing.recognition import Recognition
from issues.reading.rendering import preview_html
from tests.factories import case_study, document, sections


def test_ordinary_issue_is_printable() -> None:
    assert why_not_printable(document()) is None
    assert with_print_remarks(Recognition(document=document())).remarks == ()


def test_remark_names_the_place_and_the_signs_of_an_import() -> None:
    first, *others = sections()
    odd = case_study("急诊\ue010", body_html="<p>甲\U0001f9a0乙</p>")
    odd_section = type(first)(kind="cases", title="典型案例", entries=(odd,))
    recognition = Recognition(document=document(sections=(*others, first, odd_section)))
    assert [place for place, _ in unprintable_in(recognition.document)] == ["急诊\ue010"]
    (remark,) = with_print_remarks(recognition).remarks
    assert (remark.text, remark.is_unrecognised) == ("U+E010、\U0001f9a0（U+1F9A0）", False)


def test_preview_of_a_draft_says_what_cannot_be_printed() -> None:
    first, *others = sections()
    odd = case_study("急诊", body_html="<p>甲\ue010乙</p>")
    draft = document(sections=(*others, first, type(first)(kind="cases", title="典型案例", entries=(odd,))))
    assert "有的字符没有字体可以印出：“急诊”里的 U+E010，请改写后再送审。" in preview_html(draft)
    assert "没有字体" not in preview_html(document())
