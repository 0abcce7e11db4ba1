"""What stands in a paragraph without being text: pictures, charts, diagrams, embedded objects, text boxes."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from issues.importing.word.package import Package, R, W
from issues.importing.word.simplified import Simplified
from issues.importing.word.wording import words

_OBJECTS = (W + "drawing", W + "pict", W + "object")
_OFFICE, _VML = "{urn:schemas-microsoft-com:office:office}", "{urn:schemas-microsoft-com:vml}"
_RELATED = (("chart", R + "id", "图表"), ("relIds", R + "dm", "SmartArt 图示"))


class Objects:
    def __init__(self, package: Package, out: Simplified) -> None:
        self._package, self._out = package, out
        self._boxes: list[Element] = []

    def boxes(self) -> list[Element]:
        found, self._boxes = self._boxes, []
        return found

    def take(self, element: Element) -> bool:
        """Whether this was an object; its text boxes then wait in `boxes`, the rest is remarked upon."""
        if element.tag not in _OBJECTS:
            return False
        boxes = list(_outermost_boxes(element))
        self._boxes += boxes
        related = self._related(element)
        if not related and not boxes:
            self._out.remark(_kind(element) + "没有收入", _alternative(element), is_unrecognised=True)
        return True

    def _related(self, element: Element) -> bool:
        """Charts and diagrams keep their words in parts of their own."""
        found = False
        for part in element.iter():
            for name, attribute, title in _RELATED:
                if part.tag.endswith("}" + name) and attribute in part.attrib:
                    text = "\n".join(
                        filter(None, (_alternative(element), self._words(part.attrib[attribute])))
                    )
                    self._out.remark(f"{title}没有收入", text, is_unrecognised=True)
                    found = True
        return found

    def _words(self, relation: str) -> str:
        found = self._package.document_relations.get(relation)
        root = None if found is None or found.is_external else self._package.root(found.target)
        return "" if root is None else words(root)


def _outermost_boxes(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        else:
            yield from _outermost_boxes(child)


def _kind(element: Element) -> str:
    if element.find(f".//{_OFFICE}OLEObject") is not None:
        return "嵌入的对象"
    tags = {part.tag.rpartition("}")[2] for part in element.iter()}
    return "图片" if tags & {"blip", "imagedata"} else "图形"


def _alternative(element: Element) -> str:
    """What the object says of itself to those who cannot see it."""
    said = []
    for part in element.iter():
        tag = part.tag.rpartition("}")[2]
        if tag == "docPr":
            said += [part.get("title", ""), part.get("descr", "")]
        elif tag == "imagedata":
            said.append(part.get(_OFFICE + "title", ""))
        elif tag == "textpath":
            said.append(part.get("string", ""))
    return "\n".join(dict.fromkeys(filter(None, said)))
