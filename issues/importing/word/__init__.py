"""The Word reader: what a .docx file says, in reading order. It knows nothing of issues or of the database."""

from issues.importing.word.old import read_old_word
from issues.importing.word.reading import read_word

__all__ = ["read_old_word", "read_word"]
