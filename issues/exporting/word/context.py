"""State that the writers of one file share: relationships, numbering, bookmarks, and the data stored next to the text."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.urls import reverse
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from issues.document import Annex, Document, Entry, as_json
from issues.document import word_form as form
from issues.exporting.word.numbering import Numbering
from issues.exporting.word.xml import Element, R, w


class Context:
    def __init__(self, document: Document, part: Part, *, is_draft: bool, site_url: str) -> None:
        self.document = document
        self.is_draft = is_draft
        self.site_url = site_url
        self.numbering = Numbering()
        self.carried: dict[str, Any] = {name: {} for name in ("entries", "bodies", "annexes")}
        self.carried |= {name: [] for name in ("orders", "empty", "addresses")}
        """As JSON: what print does not show. See `issues.importing.word.carried`."""
        self._part = part
        self._marks, self._tables = count(1), count(1)

    def link(self, address: str, *runs: Element) -> Element:
        """Every use of an address shares one relationship."""
        if _is_rewritten(address) and address not in self.carried["addresses"]:
            self.carried["addresses"].append(address)
        link = w("hyperlink", *runs)
        link.set(R + "id", self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        return link

    def mark(self, name: str) -> tuple[Element, Element]:
        """Beginning and end of a bookmark."""
        number = next(self._marks)
        return w("bookmarkStart", id=number, name=name), w("bookmarkEnd", id=number)

    def mark_depth(self, first: Element, depth: int) -> None:
        """Puts the depth of a table in lists into its first paragraph."""
        start, end = self.mark(form.table_bookmark(next(self._tables), depth))
        first.insert(1, start)
        first.insert(2, end)

    def annex_address(self, annex: Annex) -> str:
        """The address of the annex on the site; "" for a draft, which the site does not show."""
        if self.is_draft:
            return ""
        return self.site_url + reverse("reading:annex", args=[self.document.number, annex.sha256])

    def carry(self, entry: Entry, fields: Iterable[str]) -> None:
        values = as_json(entry)
        self.carried["entries"][entry.uid.hex] = {name: values[name] for name in fields}

    def carry_imprint(self) -> None:
        """What of it is a choice, not printed text."""
        chosen = {name: getattr(self.document.imprint, name) for name in ("regime", "page_format")}
        if any(chosen.values()):
            self.carried["imprint"] = chosen


def _is_rewritten(address: str) -> bool:
    """Whether LibreOffice writes the address in another form."""
    return "%" in address or not address.isascii()
