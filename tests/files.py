"""The smallest files that are what their names say."""

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from openpyxl import Workbook
from PIL import Image

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def docx() -> bytes:
    return _saved(Document())


def xlsx() -> bytes:
    return _saved(Workbook())


def picture(form: str, size: tuple[int, int] = (8, 8)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, form)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def _saved(made) -> bytes:  # type: ignore[no-untyped-def]
    out = BytesIO()
    made.save(out)
    return out.getvalue()
