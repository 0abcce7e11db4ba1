"""What an abstract prints below its title comes back into its fields from our own text and Markdown."""

from dataclasses import replace

import pytest

from issues.exporting.markdown import export_markdown
from issues.exporting.text import export_text
from issues.importing.formats import read_file
from papers.document import JournalAbstract
from tests import factories

NAMES = ("沈听澜", "顾予安")
DOI, URL = "10.5555/jz.2026.01", "https://example.org/read?id=1&page=2"


def exported(abstract: JournalAbstract) -> list[tuple[str, bytes]]:
    section = factories.Section(kind="papers", title="理论优选", entries=(abstract,))
    document = factories.document(sections=(*factories.sections()[:1], section))
    return [("a.txt", export_text(document).encode()), ("a.md", export_markdown(document).encode())]


@pytest.mark.parametrize("authors", [(), NAMES])
@pytest.mark.parametrize("doi", [None, DOI])
@pytest.mark.parametrize("url", [None, URL])
def test_what_stands_below_the_title_comes_back(authors, doi, url):
    abstract = factories.journal_abstract(authors=authors, doi=doi, url=url, abstract="目的：评价效果。")
    for name, text in exported(abstract):
        document = read_file(text, name).document
        (read,) = [entry for entry in document.entries if isinstance(entry, JournalAbstract)]
        assert replace(read, uid=abstract.uid) == abstract, name
