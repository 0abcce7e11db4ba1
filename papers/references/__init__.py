"""Abstracts from what CNKI, 万方, 维普, NoteExpress, EndNote and Zotero export. Knows nothing of Django."""

from papers.references.found import FoundAbstract, References
from papers.references.reading import MAX_BYTES, MAX_RECORDS, read_references

__all__ = ["MAX_BYTES", "MAX_RECORDS", "FoundAbstract", "References", "read_references"]
