import pytest

from issues.models import Thread
from issues.refusals import Unmet
from issues.reviewing.comments import Quote, is_quoted_in
from issues.reviewing.quotes import quote_from, text_of

TEXT = "一是分时段预约，提前七天。二是分时段检查，提前三天。"


def test_text_is_what_is_read_without_what_was_deleted():
    html = '<p>要求<del title="a">旧</del><ins>新</ins>办法 &lt;试行&gt;</p>\n<td>下一格</td>'
    assert text_of(html) == "要求新办法 <试行> 下一格"


def test_quote_is_taken_from_the_text_with_what_stands_around_it():
    assert quote_from(TEXT, "七天") == Quote(
        text="七天", before="一是分时段预约，提前", after="。二是分时段检查，提前三天。"
    )


@pytest.mark.parametrize(("before", "after"), [("一是", "预约"), ("二是", "检查"), ("", "预约")])
def test_repeated_words_are_distinguished_by_what_stands_before(before, after):
    assert quote_from(TEXT, "分时段", before=before).after.startswith(after)


def test_blanks_in_selected_words_do_not_matter():
    quote = quote_from("甲 乙丙。", " 甲乙\n丙 ")
    assert quote.text == "甲 乙丙"
    assert is_quoted_in(Thread(quote=quote.text), "甲乙 丙")


@pytest.mark.parametrize("words", ["没有的话", "", "  ", ".*"])
def test_words_that_do_not_stand_there_are_refused(words):
    with pytest.raises(Unmet, match="不在这一条里"):
        quote_from(TEXT, words)
