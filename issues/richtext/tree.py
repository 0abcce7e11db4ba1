"""Rich text as a tree: containers (lists, tables, their parts) hold paragraphs, and paragraphs contain runs."""

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
class Container:
    name: str
    attributes: str = ""
    children: list["Container | Paragraph"] = field(default_factory=list)

    def containers(self, *names: str) -> list["Container"]:
        return [child for child in self.children if isinstance(child, Container) and child.name in names]
