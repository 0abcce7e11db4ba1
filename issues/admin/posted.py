"""What a request says, made fit for the database: PostgreSQL takes no NUL, and `int()` takes "²" for no number."""

from issues.richtext.characters import without_junk


def number(text: str | None) -> int:
    """-1 for anything that is no number: it equals no version and no key."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else -1


def words(text: str) -> str:
    """Without control characters; line breaks stay, each as one "\\n"."""
    return without_junk(text.replace("\r\n", "\n")).strip()


def line(text: str) -> str:
    return words(text).replace("\n", " ")
