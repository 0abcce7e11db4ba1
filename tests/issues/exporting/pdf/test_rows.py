"""Where tables break between pages."""

from xml.etree.ElementTree import fromstring

import pytest

from issues.exporting.pdf import render_pdf
from issues.exporting.pdf.layout import rows
from tests.issues.exporting.pdf.printing import dictionaries, document, lines, opened, section, text

HEAD = "<thead><tr><th>序号</th><th>名称</th><th>摘要</th></tr></thead>"
NAME, LINKS = '<th rowspan="2">某院</th>', "<tr>{}<td>首条</td></tr><tr><td>次条</td></tr>"


def filled(count: int, *, then: str) -> bytes:
    """A section whose table follows so many lines."""
    return render_pdf(
        document(section(1, "一、表格", "<article>" + "<p>甲</p>" * count + "</article>" + then))
    ).pdf


@pytest.mark.parametrize("count", range(14, 25))
def test_no_page_gets_a_few_lines_of_a_row(count: int) -> None:
    row = f"<tr><td>序</td><td>名</td><td>{'乙丙' * 150}</td></tr>"
    pdf = filled(count, then=f'<table class="equal">{HEAD}<tbody>{row}</tbody></table>')
    pages = [sum("乙丙乙" in line.get_text() for line in lines(pdf, page)) for page in (2, 3)]
    assert all(here == 0 or here >= 4 for here in pages)
    assert ("名" in text(pdf, 2).replace("名称", "")) == (pages[0] > 0)


@pytest.mark.parametrize("count", range(18, 25))
def test_introduction_stays_with_the_first_rows_of_its_table(count: int) -> None:
    table = f'<table class="news">{HEAD}<tbody class="grp">{LINKS.format(NAME)}</tbody></table>'
    pdf = filled(count, then=f"</section><section><h2>二、资讯</h2><p>引言</p>{table}")
    places = {next(n for n in (2, 3) if word in text(pdf, n)) for word in ("引言", "名称", "首条", "次条")}
    assert len(places) == 1


def test_row_that_goes_on_repeats_its_title_on_the_next_page() -> None:
    row = f'<tr><td class="no">7</td><th scope="row">某题<div class="by">作者：甲</div></th><td>{"乙丙" * 150}</td></tr>'
    pdf = filled(18, then=f'<table class="equal">{HEAD}<tbody>{row}</tbody></table>')
    first, second = (text(pdf, page) for page in (2, 3))
    assert "某题" in first
    assert "（续）" not in first
    assert "某题（续）" in second
    assert "作者" not in second
    assert "7" in second


def test_notes_below_a_title_go_on_under_the_title() -> None:
    notes = "".join(f'<div class="by">注{number}</div>' for number in range(30))
    row = f'<tr><td class="no">7</td><th scope="row">某题{notes}</th><td>{"乙丙" * 250}</td></tr>'
    pdf = filled(14, then=f'<table class="equal">{HEAD}<tbody>{row}</tbody></table>')
    first, second = (text(pdf, page) for page in (2, 3))
    assert "注0" in first
    assert "注29" not in first
    assert second.index("某题（续）") < second.index("注29")
    assert "注0" not in second


def test_continued_title_is_announced_once() -> None:
    row = f'<tr><td class="no">7</td><th scope="row">某题</th><td>{"乙丙" * 150}</td></tr>'
    with opened(filled(18, then=f'<table class="equal">{HEAD}<tbody>{row}</tbody></table>')) as pdf:
        assert len(list(dictionaries(pdf, S="/TR"))) == 2


def test_title_of_a_news_link_leads_to_its_address() -> None:
    row = '<tr><td class="no">1</td><th>某院</th><td> 某题 </td><td class="url"><a href="https://a.example/">a</a></td></tr>'
    root = fromstring(f"<table>{row}</table>")  # noqa: S314
    rows.link_titles(root)
    assert [(link.text, link.get("href")) for link in root.iter("a")] == [
        ("某题", "https://a.example/"),
        ("a", "https://a.example/"),
    ]
