"""Cleans values of a request for the database: PostgreSQL refuses NUL, and `int()` fails on "²". Control characters are
removed without a message: nobody types them, and comments and notes have no field to show an error at."""

from issues.richtext.characters import without_junk


def number(text: str | None) -> int:
    """-1 for anything but a number, which equals no version and no key."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else -1


def words(text: str) -> str:
    """Without control characters; line breaks stay, each as one "\\n"."""
    return without_junk(text.replace("\r\n", "\n")).strip()


def line(text: str) -> str:
    return words(text).replace("\n", " ")
