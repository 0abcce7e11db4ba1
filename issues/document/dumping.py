"""Writes the interchange format, with the derived guide and the content of the annexes."""

import base64
import json
from collections.abc import Callable, Sequence
from typing import Any

from issues.document import Document, as_json
from issues.document.outline import guide

ReadAnnex = Callable[[str], bytes | None]
"""Returns the file with a SHA-256 (hex), or None if it is missing."""


def dumps(document: Document, *, read_annex: ReadAnnex, printed_guide: Sequence[object] = ()) -> str:
    """JSON text that `issues.document.loading.loads` reads back to an equal document. `printed_guide` is the
    guide as a source printed it, in the same form."""
    payload = as_json(document)
    sections = payload.pop("sections")
    _embed_annexes(sections, read_annex)
    printed = {"printed_guide": list(printed_guide)} if printed_guide else {}
    payload |= {"guide": guide(document), **printed, "sections": sections}
    return json.dumps(payload, ensure_ascii=False, indent=1) + "\n"


def _embed_annexes(node: Any, read_annex: ReadAnnex) -> None:
    for child in node.values() if isinstance(node, dict) else node:
        if isinstance(child, dict | list):
            _embed_annexes(child, read_annex)
    if isinstance(node, dict) and "sha256" in node:
        content = read_annex(node["sha256"])
        node["content"] = None if content is None else base64.b64encode(content).decode()
