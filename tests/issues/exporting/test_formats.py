import io
import zipfile

import pytest

from issues.document import DRAFT_MARK
from issues.exporting.formats import FORMATS
from tests import factories


def content(key: str, data: bytes) -> str:
    """The text of an exported file, for Word of all parts of the package."""
    if key != "docx":
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())


# JSON is the interchange form, which has no such mark; for the PDF see pdf/test_typesetting.py.
@pytest.mark.parametrize("key", sorted(set(FORMATS) - {"json", "pdf"}))
def test_only_a_draft_has_the_draft_mark(key):
    form, document = FORMATS[key], factories.document()
    assert DRAFT_MARK in content(key, form.write(document, is_draft=True))
    assert DRAFT_MARK not in content(key, form.write(document))


def test_published_pdf_is_the_stored_file():
    document = factories.document()
    assert FORMATS["pdf"].write_published(document, lambda: b"%PDF") == b"%PDF"
    assert FORMATS["json"].write_published(document, lambda: b"%PDF") == FORMATS["json"].write(document)
