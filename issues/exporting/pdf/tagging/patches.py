"""Puts our structure tree in the place of WeasyPrint's."""

from typing import Any

import weasyprint.pdf
from weasyprint.pdf import stream

from issues.exporting.pdf.tagging import artifacts, links, marking, writing


def install() -> None:
    weasyprint.pdf.add_tags = writing.add_tags
    stream.Stream.marked = marking.marked


def prepare(document: Any) -> None:
    """Called between layout and drawing: only now is it known what is repeated, and where a link is broken."""
    artifacts.mark(document)
    links.join(document)
