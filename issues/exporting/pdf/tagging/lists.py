"""Says how the labels of a list are numbered, as PDF/UA asks where there are labels."""

from issues.exporting.pdf.tagging.tree import Node

NUMBERING = {
    "decimal": "/Decimal",
    "disc": "/Disc",
    "circle": "/Circle",
    "square": "/Square",
    "lower-alpha": "/LowerAlpha",
    "upper-alpha": "/UpperAlpha",
    "lower-roman": "/LowerRoman",
    "upper-roman": "/UpperRoman",
}


def describe_lists(root: Node) -> None:
    for node in root.descendants():
        if node.role == "L":
            numbering = NUMBERING.get(str(node.box.style["list_style_type"]), "/None")
            node.attributes.update({"O": "/List", "ListNumbering": numbering})
