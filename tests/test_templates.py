"""The templates are written one element a line; what a reader sees and copies has no blank for it."""

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from django.conf import settings
from django.test import Client

from issues.exporting.printing import print_html
from tests import cast, factories
from tests.issues.admin.pages import act, compose
from tests.test_words import PAGES

HAN = "[\u4e00-\u9fff\u3001-\u3003\u3008-\u3011\u201c\u201d\uff01-\uff1f]"
TAG = r"\{%.*?%\}"
BROKEN = re.compile(rf"{HAN}((?:[ \n]|{TAG})*\n(?:[ \n]|{TAG})*){HAN}")
"""A line break between two characters of Chinese, with tags of the template between them at most."""
APART = re.compile(r"\{% (?:else|elif|empty|block|endblock|extends|load)\b")
"""What stands before such a tag and what stands after it do not meet on a page."""
AS_TYPED = "//textarea | //pre | //script | //style | //*[@class='lines' or @class='copy']"


def templates() -> Iterator[Path]:
    yield from sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))


def test_no_line_of_a_template_breaks_chinese_text():
    broken = {
        (path.name, match[0])
        for path in templates()
        for match in BROKEN.finditer(re.sub(r"\{#.*?#\}", "", path.read_text("utf-8")))
        if not APART.search(match[1])
    }
    assert broken == set()


def texts(html: bytes) -> Iterator[str]:
    page = lxml.html.document_fromstring(html.decode())
    for element in page.xpath(AS_TYPED):
        element.drop_tree()
    yield from page.itertext()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["editor", "reviewer", "reader"])
def test_no_page_breaks_chinese_text(who):
    editor = cast.editor()
    issue = factories.issue_of(factories.document(), editor)
    factories.carry(issue, ("submit", editor), ("return", cast.reviewer()))
    browser = Client()
    browser.force_login(getattr(cast, who)())
    for page in (*PAGES, compose(issue), act(issue, "review"), act(issue, "preview")):
        broken = [
            text for text in texts(browser.get(page).content) if re.search(rf"{HAN}\s*\n\s*{HAN}", text)
        ]
        assert broken == [], page


def test_printed_headings_paragraphs_and_cells_have_no_blank_around_them():
    """It would stand in the text of the PDF."""
    page = lxml.html.document_fromstring(print_html(factories.document()))
    shown = [
        element.text_content() for element in page.xpath("//h1 | //h2 | //h3 | //h4 | //p | //td | //th")
    ]
    assert shown
    assert [text for text in shown if text != text.strip()] == []
