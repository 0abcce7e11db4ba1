"""State that the writers of one file share: relationships, numbering, bookmarks, and the data stored next to the text."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.urls import reverse
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from issues.document import Annex, Document, Entry, as_json
from issues.exporting.word.numbering import Numbering
from issues.exporting.word.xml import Element, R, w


class Context:
    def __init__(self, document: Document, part: Part, *, is_draft: bool, site_url: str) -> None:
        self.document = document
        self.is_draft = is_draft
        self.site_url = site_url
        self.numbering = Numbering()
        self.carried: dict[str, Any] = {"entries": {}, "bodies": {}, "annexes": {}, "orders": [], "empty": []}
        """As JSON: what print does not show. See `issues.importing.word.carried`."""
        self._part = part
        self._marks = count(1)

    def link(self, address: str, *runs: Element) -> Element:
        """Every use of an address shares one relationship."""
        link = w("hyperlink", *runs)
        link.set(R + "id", self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        return link

    def mark(self, name: str) -> tuple[Element, Element]:
        """Beginning and end of a bookmark."""
        number = next(self._marks)
        return w("bookmarkStart", id=number, name=name), w("bookmarkEnd", id=number)

    def annex_address(self, annex: Annex) -> str:
        """The address of the annex on the site; "" for a draft, which the site does not show."""
        if self.is_draft:
            return ""
        return self.site_url + reverse("reading:annex", args=[self.document.number, annex.sha256])

    def carry(self, entry: Entry, fields: Iterable[str]) -> None:
        values = as_json(entry)
        self.carried["entries"][entry.uid.hex] = {name: values[name] for name in fields}
