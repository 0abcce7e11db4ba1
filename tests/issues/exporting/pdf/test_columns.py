import io

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer, LTTextLine

from issues.exporting.pdf import render_pdf
from tests.issues.exporting.pdf.printing import SENTENCE, article, document, section, text

MEASURES = "".join(
    f"<tr><td>{n}</td><td>{SENTENCE}</td><td>医务部</td><td>2026年12月</td></tr>" for n in range(1, 9)
)
HEAD = "<tr><th>序号</th><th>工作措施</th><th>责任部门</th><th>完成时限</th></tr>"


def printed(*parts: str) -> bytes:
    body = "".join(parts)
    return render_pdf(
        document(section(1, "一、典型案例", f'<article id="a"><h3>1.清单</h3>{body}</article>'))
    ).pdf


def places(pdf: bytes, *words: str) -> list[tuple[int, float]]:
    """The page, and the left edge in points, of the first line that holds each of `words`."""
    lines = [
        (number, line.x0, line.get_text())
        for number, page in enumerate(extract_pages(io.BytesIO(pdf)), 1)
        for block in page
        if isinstance(block, LTTextContainer)
        for line in block
        if isinstance(line, LTTextLine)
    ]
    return [next((page, left) for page, left, said in lines if word in said) for word in words]


def test_a_span_takes_no_more_columns_than_there_are() -> None:
    rows = '<tr><th colspan="9">第三季度统计表</th></tr><tr><td>科室</td><td>人次</td><td>同比</td></tr>'
    (_, first), (_, second), (_, third) = places(printed(f"<table>{rows}</table>"), "科室", "人次", "同比")
    assert third > 300  # of 595, where three columns fill the page
    assert abs((third - second) - (second - first)) < 30


def test_columns_are_as_wide_as_their_words_need() -> None:
    pdf = printed(f"<table>{HEAD}{MEASURES}</table>")
    (_, number), (page, measure), (_, office) = places(pdf, "序号", "工作措施", "责任部门")
    assert measure - number < 60
    assert office - measure > 200
    assert {page for page, _ in places(pdf, "2026年12月")} == {page}


def test_a_long_cell_takes_no_page_for_every_dozen_of_its_lines() -> None:
    long = "".join(SENTENCE for _ in range(100))
    pdf = printed(f"<table>{HEAD}<tr><td>1</td><td>{long}</td><td>医务部</td><td>12月</td></tr></table>")
    assert len(list(extract_pages(io.BytesIO(pdf)))) <= 8


def test_heading_and_hospital_stay_with_the_table_below_them() -> None:
    table = f"<table>{HEAD}{MEASURES}</table>"
    for filler in range(10, 30):
        before = article("b", "1.前一条", *["一行。"] * filler)
        after = f'<article id="a"><h3>2.后一条</h3><p>云溪医院</p>{table}</article>'
        pdf = render_pdf(document(section(1, "一、典型案例", before, after))).pdf
        (heading, _), (hospital, _), (row, _) = places(pdf, "2.后一条", "云溪医院", "序号")
        assert heading == hospital == row, filler


def test_tables_of_papers_keep_the_widths_of_the_stylesheet() -> None:
    table = (
        '<table class="papers"><colgroup><col class="c1"></colgroup><tr><td>1</td><td>题目</td></tr></table>'
    )
    assert "题目" in text(printed(table))
