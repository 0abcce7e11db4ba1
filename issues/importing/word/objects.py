"""Handles what is not text in a paragraph: pictures, charts, diagrams, embedded objects, text boxes."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from issues.importing.word.package import Package, R, W
from issues.importing.word.simplified import Simplified
from issues.importing.word.wording import COMPATIBILITY, chosen, words

_OBJECTS = (W + "drawing", W + "pict", W + "object")
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
SHAPE = "图形"
_RELATED = (("chart", R + "id", "图表"), ("relIds", R + "dm", "SmartArt 图示"))


class Objects:
    def __init__(self, package: Package, out: Simplified) -> None:
        self._package, self._out = package, out
        self._boxes: list[Element] = []

    def boxes(self) -> list[Element]:
        unread, self._boxes = self._boxes, []
        return unread

    def take(self, element: Element) -> bool:
        """Returns whether the element is an object. Its text boxes are then in `boxes`; the rest becomes a remark."""
        if element.tag not in _OBJECTS:
            return False
        parts = list(_outside_boxes(element))
        boxes = [part for part in parts if part.tag == W + "txbxContent"]
        self._boxes += boxes
        kind = _kind(parts)
        if not self._related(parts) and (kind != SHAPE or not boxes):
            self._out.remark(f"{kind}没有导入", _alternative(parts), is_unrecognised=True)
        elif drawn := _drawn_words(parts):
            self._out.remark("艺术字没有导入", drawn, is_unrecognised=True)
        return True

    def _related(self, parts: list[Element]) -> bool:
        """Whether it has a chart or a diagram, whose words are in separate parts of the file."""
        is_related = False
        for part in parts:
            for name, attribute, title in _RELATED:
                if part.tag.endswith("}" + name) and attribute in part.attrib:
                    text = "\n".join(filter(None, (_alternative(parts), self._words(part.attrib[attribute]))))
                    self._out.remark(f"{title}没有导入", text, is_unrecognised=True)
                    is_related = True
        return is_related

    def _words(self, relation: str) -> str:
        relation_target = self._package.document_relations.get(relation)
        root = (
            None
            if relation_target is None or relation_target.is_external
            else self._package.root(relation_target.target)
        )
        return "" if root is None else words(root)


def _outside_boxes(element: Element) -> Iterator[Element]:
    """All that belongs to the object itself; its text boxes without what is in them."""
    for child in element:
        yield child
        if child.tag == COMPATIBILITY + "AlternateContent":
            for inner in chosen(child):
                yield inner
                yield from _outside_boxes(inner)
        elif child.tag != W + "txbxContent":
            yield from _outside_boxes(child)


def _kind(parts: list[Element]) -> str:
    names = {part.tag.rpartition("}")[2] for part in parts}
    if "OLEObject" in names:
        return "嵌入的对象"
    return "图片" if names & {"blip", "imagedata"} else SHAPE


def _drawn_words(parts: list[Element]) -> str:
    """The words of WordArt."""
    drawn = [part.get("string", "") for part in parts if part.tag.endswith("}textpath")]
    return "\n".join(dict.fromkeys(filter(None, drawn)))


def _alternative(parts: list[Element]) -> str:
    """The alternative text of the object."""
    texts = []
    for part in parts:
        name = part.tag.rpartition("}")[2]
        if name == "docPr":
            texts += [part.get("title", ""), part.get("descr", "")]
        elif name == "imagedata":
            texts.append(part.get(_OFFICE + "title", ""))
        elif name == "textpath":
            texts.append(part.get("string", ""))
    return "\n".join(dict.fromkeys(filter(None, texts)))
