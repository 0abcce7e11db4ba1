"""The waist of the hourglass: all that a Document is and needs. Nothing here imports Django.

Importers make Documents, exporters and templates get Documents; both import this package only.
"""

from issues.document.annex_table import AnnexColumn, AnnexGroup, AnnexRow, AnnexTable
from issues.document.annotations import Cells, Line, RichText, Text, WebAddress, Year
from issues.document.imprint import Imprint
from issues.document.tree import (
    DRAFT_MARK,
    FORMAT,
    MAX_LINE,
    MAX_NUMBER,
    WRITTEN,
    Annex,
    Contact,
    Document,
    Entry,
    Part,
    Section,
    Signature,
    as_json,
    entry_json,
)

__all__ = [
    "DRAFT_MARK",
    "FORMAT",
    "MAX_LINE",
    "MAX_NUMBER",
    "WRITTEN",
    "Annex",
    "AnnexColumn",
    "AnnexGroup",
    "AnnexRow",
    "AnnexTable",
    "Cells",
    "Contact",
    "Document",
    "Entry",
    "Imprint",
    "Line",
    "Part",
    "RichText",
    "Section",
    "Signature",
    "Text",
    "WebAddress",
    "Year",
    "as_json",
    "entry_json",
]
