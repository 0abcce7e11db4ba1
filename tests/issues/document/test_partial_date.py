import pytest

from issues.document.partial_date import PartialDate


@pytest.mark.parametrize("text", ["2025", "2025-09", "2024-02-29", "0999-12-31"])
def test_partial_date_writes_what_it_read(text):
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "25", "2025-9", "2025-09-1", "2025/09/01", "2025-09-01T00:00", "2025-", "２０２５", "2025\n"]
)
def test_partial_date_refuses_other_forms(text):
    with pytest.raises(ValueError, match="不是日期"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["2025-13", "2025-02-29", "2025-00", "2025-01-00", "2025-04-31", "0000"])
def test_partial_date_refuses_days_that_do_not_exist(text):
    with pytest.raises(ValueError, match=f"没有“{text}”这一天"):
        PartialDate.parse(text)


def test_partial_dates_sort_as_their_text():
    texts = ["2025", "2025-03", "2025-03-01", "2025-03-02", "2025-10", "2026"]
    assert sorted(map(PartialDate.parse, reversed(texts))) == [PartialDate.parse(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "chinese"), [("2025", "2025年"), ("2025-09", "2025年9月"), ("2025-09-08", "2025年9月8日")]
)
def test_partial_date_in_chinese(text, chinese):
    assert PartialDate.parse(text).in_chinese == chinese
