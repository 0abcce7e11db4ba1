"""Abstracts from what literature databases and reference managers export. Knows nothing of Django."""

from papers.references.found import FoundAbstract, References
from papers.references.reading import MAX_BYTES, MAX_RECORDS, read_references

__all__ = ["MAX_BYTES", "MAX_RECORDS", "FoundAbstract", "References", "read_references"]
