"""Which structure type of PDF an HTML element has. What is not named here has none: its content is its parent's."""

from typing import Any

ROLE = "data-role"
"""The attribute by which HTML that was made for print names its own structure type."""
NO_ROLE = ""
ROLES = {
    **{tag: tag.upper() for tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "th", "td")},
    **{"thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "table": "Table", "caption": "Caption"},
    **{"ul": "L", "ol": "L", "li": "LI", "a": "Link", "img": "Figure"},
    **{"main": "Part", "section": "Sect", "article": "Art", "blockquote": "BlockQuote"},
    **{"div": "Div", "header": "Div", "footer": "Div", "nav": "Div"},
}
LABEL = "Lbl"
GROUPS = {"Document", "Part", "Sect", "Art", "Div", "BlockQuote"}
"""These hold blocks: text that stands in one of them without a paragraph gets one."""
INLINE = {None, "Link", "Figure"}
CELLS = {"TH", "TD"}
ALWAYS_WRITTEN = {"TR", *CELLS}
"""A table without its empty cells would have its columns shifted."""


def role_of(box: Any) -> str | None:
    """The parts that the stylesheet adds before and after an element belong to the element itself."""
    tag = box.element_tag if box.element is not None else None
    if tag is None or "::" in tag:
        return LABEL if tag and tag.endswith("::marker") else None
    if tag == "a" and not box.element.get("href"):
        return None
    return box.element.get(ROLE, ROLES.get(tag)) or None
