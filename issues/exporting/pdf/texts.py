"""Changes the texts of an HTML tree before it is laid out; those of styles, scripts and the title stay as they are."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

UNTOUCHED = {"style", "script", "title"}

Divide = Callable[[str | None], tuple[str | None, list[Element]]]
"""A text into what stands before the first new element, and these elements with the text behind each of them."""


def change_texts(root: Element, change: Callable[[str], str]) -> None:
    for element in root.iter():
        if element.tag not in UNTOUCHED and element.text:
            element.text = change(element.text)
        if element.tail:
            element.tail = change(element.tail)


def divide_texts(root: Element, divide: Divide) -> None:
    for element in list(root.iter()):
        for position, child in reversed(list(enumerate(element))):
            child.tail, new = divide(child.tail)
            element[position + 1 : position + 1] = new
        if element.tag not in UNTOUCHED:
            element.text, new = divide(element.text)
            element[0:0] = new
