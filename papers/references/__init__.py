"""Abstracts from what literature databases and reference managers export. Knows nothing of Django."""

from papers.references.reading import MAX_BYTES, MAX_RECORDS, read_references
from papers.references.results import ReadAbstract, References

__all__ = ["MAX_BYTES", "MAX_RECORDS", "ReadAbstract", "References", "read_references"]
