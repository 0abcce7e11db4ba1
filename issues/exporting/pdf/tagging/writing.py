"""Writes the structure tree into the PDF: its objects, the way back from content to structure, and the identifiers."""

from collections import defaultdict
from typing import Any

import pydyf

from issues.exporting.pdf.tagging.headers import describe_tables
from issues.exporting.pdf.tagging.links import Descriptions
from issues.exporting.pdf.tagging.lists import describe_lists
from issues.exporting.pdf.tagging.tree import Annotation, Builder, Node, Text


def add_tags(pdf: Any, document: Any, pdf_version: str, page_streams: list[Any]) -> None:
    """Replaces WeasyPrint's function of this name."""
    builder = Builder()
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        builder.add_page(number, page._page_box, stream._tags)
    builder.root.prune()
    describe_tables(builder.root)
    describe_lists(builder.root)
    _Writer(pdf, document).write(builder.root)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog.setdefault("Lang", pydyf.String())


class _Writer:
    def __init__(self, pdf: Any, document: Any) -> None:
        self._pdf = pdf
        self._descriptions = Descriptions(document)
        self._contents: defaultdict[int, dict[int, Any]] = defaultdict(dict)
        self._annotations: list[Any] = []
        self._identified: dict[str, Any] = {}
        self._first_annotation = len(document.pages)

    def write(self, root: Node) -> None:
        tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self._pdf.add_object(tree)
        tree["K"] = pydyf.Array([self._add(root, tree.reference)])
        tree["ParentTree"] = pydyf.Dictionary({"Nums": self._parents()})
        tree["ParentTreeNextKey"] = self._first_annotation + len(self._annotations)
        if self._identified:
            tree["IDTree"] = self._identifiers()
        self._pdf.catalog["StructTreeRoot"] = tree.reference

    def _add(self, node: Node, parent: Any) -> Any:
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        self._pdf.add_object(element)
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if page is not None:
            element["Pg"] = self._pdf.page_references[page]
        element["K"] = pydyf.Array(self._kid(kid, node, element.reference, page) for kid in node.kids)
        self._add_properties(node, element)
        return element.reference

    def _kid(self, kid: Node | Text | Annotation, node: Node, element: Any, page: int | None) -> Any:
        if isinstance(kid, Node):
            return self._add(kid, element)
        if isinstance(kid, Annotation):
            return self._reference(kid, node, element)
        self._contents[kid.page][kid.number] = element
        if kid.page == page:
            return kid.number
        place = self._pdf.page_references[kid.page]
        return pydyf.Dictionary({"Type": "/MCR", "Pg": place, "MCID": kid.number})

    def _reference(self, kid: Annotation, node: Node, element: Any) -> Any:
        annotation = kid.dictionary
        self._descriptions.describe(annotation, node.box.element)
        annotation["StructParent"] = self._first_annotation + len(self._annotations)
        self._annotations.append(element)
        place = self._pdf.page_references[kid.page]
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": place})

    def _add_properties(self, node: Node, element: Any) -> None:
        if node.id:
            element["ID"] = pydyf.String(node.id)
            self._identified[node.id] = element.reference
        if node.attributes:
            element["A"] = _attributes(node.attributes)
        if node.role == "Figure":
            element["Alt"] = pydyf.String(node.box.element.get("alt", ""))

    def _parents(self) -> Any:
        numbers = pydyf.Array()
        for page, contents in sorted(self._contents.items()):
            numbers.extend([page, pydyf.Array(element for _, element in sorted(contents.items()))])
        for number, element in enumerate(self._annotations, self._first_annotation):
            numbers.extend([number, element])
        return numbers

    def _identifiers(self) -> Any:
        names = sorted(self._identified)
        pairs = (part for name in names for part in (pydyf.String(name), self._identified[name]))
        limits = pydyf.Array([pydyf.String(names[0]), pydyf.String(names[-1])])
        leaf = pydyf.Dictionary({"Names": pydyf.Array(pairs), "Limits": limits})
        self._pdf.add_object(leaf)
        return pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})


def _attributes(attributes: dict[str, Any]) -> Any:
    written = {
        name: pydyf.Array(map(pydyf.String, value)) if isinstance(value, list) else value
        for name, value in attributes.items()
    }
    return pydyf.Dictionary(written)
