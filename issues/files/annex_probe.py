"""Decodes a picture or opens a PDF, given on standard input: run by `issues.files.annex_checks` in a process of its own.

Says "locked" or "large" on standard output, nothing where all is well; fails where the file is damaged. Imports nothing of
ours: the process knows no settings and no secrets.
"""

import sys
from io import BytesIO

MAX_POINTS = 250_000_000


def _look(suffix: str, content: bytes) -> str:
    """In the process apart: "" where all is well; fails where it is not."""
    return _look_at_pdf(content) if suffix == ".pdf" else _look_at_picture(suffix, content)


def _look_at_picture(suffix: str, content: bytes) -> str:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # asked here, in our own words
    with Image.open(BytesIO(content), formats=["JPEG" if suffix == ".jpg" else "PNG"]) as picture:
        if picture.width * picture.height > MAX_POINTS:
            return "large"
        picture.draft("L", (1000, 1000))
        picture.load()
    return ""


def _look_at_pdf(content: bytes) -> str:
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
    sys.stdout.write(_look(sys.argv[1], sys.stdin.buffer.read()))
