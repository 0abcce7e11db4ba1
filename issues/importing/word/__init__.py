"""Reads a .docx file into blocks in reading order. Knows nothing of issues or of the database."""

from issues.importing.word.old import read_old_word
from issues.importing.word.reading import read_package, read_word

__all__ = ["read_old_word", "read_package", "read_word"]
