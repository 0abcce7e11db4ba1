"""Decodes a picture or opens a PDF from standard input; `issues.files.annex_checks` runs it in a separate process.

Writes "locked" or "large" to standard output, and nothing where the file is good; fails where the file is damaged.
Imports nothing of ours: the process knows no settings and no secrets.
"""

import sys
from io import BytesIO

MAX_POINTS = 250_000_000


def _check(suffix: str, content: bytes) -> str:
    """Returns "" where the file is good; raises where it is damaged."""
    return _check_pdf(content) if suffix == ".pdf" else _check_picture(suffix, content)


def _check_picture(suffix: str, content: bytes) -> str:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # we check the size ourselves, to give our own answer
    with Image.open(BytesIO(content), formats=["JPEG" if suffix == ".jpg" else "PNG"]) as picture:
        if picture.width * picture.height > MAX_POINTS:
            return "large"
        picture.draft("L", (1000, 1000))
        picture.load()
    return ""


def _check_pdf(content: bytes) -> str:
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if not len(pdf.pages):
                raise ValueError("no pages")
            for page in pdf.pages:
                _ = page.obj.get("/Contents")
    except pikepdf.PasswordError:
        return "locked"
    return ""


if __name__ == "__main__":
    sys.stdout.write(_check(sys.argv[1], sys.stdin.buffer.read()))
