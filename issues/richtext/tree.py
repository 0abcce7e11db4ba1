"""Rich text as a tree: boxes (lists, tables, their parts) contain paragraphs, and paragraphs contain runs."""

from dataclasses import dataclass, field

Marks = tuple[str, ...]
"""Start tags without brackets, outermost first: link, strong, em, sup or sub; at most one of each."""


@dataclass
class Run:
    text: str
    marks: Marks


@dataclass
class Paragraph:
    runs: list[Run] = field(default_factory=list)


@dataclass
class Box:
    name: str
    attributes: str = ""
    children: list["Box | Paragraph"] = field(default_factory=list)

    def boxes(self, *names: str) -> list["Box"]:
        return [child for child in self.children if isinstance(child, Box) and child.name in names]
