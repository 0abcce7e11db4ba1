from issues.editing.print_remarks import with_print_remarks
from issues.importing.recognition import Recognition
from tests.factories import case_study, document, sections


def test_printable_import_gets_no_remark() -> None:
    assert with_print_remarks(Recognition(document=document())).remarks == ()


def test_remark_names_the_unprintable_characters_of_an_import() -> None:
    first, *others = sections()
    odd = case_study("急诊\ue010", body_html="<p>甲\U0001f9a0乙</p>")
    odd_section = type(first)(kind="cases", title="典型案例", entries=(odd,))
    recognition = Recognition(document=document(sections=(*others, first, odd_section)))
    (remark,) = with_print_remarks(recognition).remarks
    assert not remark.is_unrecognised
    assert remark.reason == (
        "有的字符没有字体可以印出：“急诊\ue010”里的 U+E010、\U0001f9a0（U+1F9A0），请改写"
    )
