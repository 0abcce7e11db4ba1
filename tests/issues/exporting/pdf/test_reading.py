from issues.exporting.pdf import render_pdf
from issues.exporting.pdf.reading import producer_parts
from tests.issues.exporting.pdf.printing import document


def test_producer_is_read_part_by_part() -> None:
    parts = producer_parts(render_pdf(document("<p>甲</p>")).pdf)
    other = producer_parts(render_pdf(document("<p>乙</p>")).pdf)
    assert parts["WeasyPrint"].startswith("70.")
    assert {name for name in parts if parts[name] != other[name]} == {"html"}


def test_what_is_no_pdf_has_no_producer() -> None:
    assert producer_parts(b"%PDF-other") == {}
