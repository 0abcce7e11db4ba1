"""Reads the source of an article from its last paragraph."""

from collections.abc import Iterable
from typing import Any

from issues.document import word_form as form
from issues.importing.source import Block, Paragraph


def source_note(blocks: Iterable[Block]) -> dict[str, Any]:
    """`source` and `source_url`; None where the article names none."""
    runs = [run for block in blocks if isinstance(block, Paragraph) for run in block.runs if not run.is_lost]
    named = [run for run in runs if form.unstyled(run.style) == form.SOURCE]
    bare = [run for run in runs if form.unstyled(run.style) == form.SOURCE_ADDRESS]
    source = "".join(run.text for run in named).replace("\n", "").strip()
    address = next((run.href for run in named if run.href), "") or "".join(run.text for run in bare).strip()
    return {"source": source or None, "source_url": address or None}
