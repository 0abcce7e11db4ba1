"""Section kinds are plug-ins: the `sections.py` of each app registers its kinds, as admin.py registers its admins.

Kinds contain plain values, so importers and exporters use them without a database. The table of an entry kind is
`issues.models.entry_model(kind)`; the reader of back issues is registered with `issues.importing.recognising.readers`.
"""

from dataclasses import dataclass
from typing import Any

from issues import document
from issues.document.word_form import Layout, Rows


@dataclass(frozen=True, kw_only=True)
class EntryKind:
    """One entry type: its document type, its table as "app_label.Model", and its layout in a Word file.

    `import_page` is the name of the admin page that imports many entries from a file (`?section=` gives their section), and
    `import_label` the text of the link to it.
    """

    document_type: type[document.Entry]
    model_label: str
    label: str
    word: Layout
    import_page: str = ""
    import_label: str = ""
    row_page: str = ""
    """The name of an admin page of one entry (by its `pk`) in addition to its form; `row_label` is the text of the link to it."""
    row_label: str = ""
    takes_tables: bool = False
    """Whether its admin imports rows of spreadsheets."""
    data_columns: tuple[tuple[str, str], ...] = ()
    """(field, heading) of the workbook of such entries inside the PDF; without any there is no workbook."""

    @property
    def key(self) -> str:
        return self.document_type.kind

    @property
    def is_table(self) -> bool:
        """Whether consecutive entries are printed as the rows of one table."""
        return isinstance(self.word, Rows)

    @property
    def grouped_by(self) -> str:
        """The field by which the rows of that table are grouped; "" if they stay in the editor's order."""
        return self.word.merged if isinstance(self.word, Rows) else ""

    @property
    def template(self) -> str:
        """The partial that prints consecutive entries of this kind, on the web page and in the PDF."""
        return f"entries/_{self.key}.html"

    @property
    def body_templates(self) -> tuple[str, str]:
        """The partials that print the page of a single entry below heading and facts. The second one is for all kinds with
        `body_html`."""
        return f"entries/_{self.key}_body.html", "entries/_body.html"


@dataclass(frozen=True, kw_only=True)
class SectionKind:
    """`order` is its position in a new issue. `guide_heading` is the single line for the section in the guide, if the guide
    does not list its entries. `part_heading` is the heading of the first part, if it has parts. `has_reader` is False if no
    `SectionReader` reads such a section of a back issue: its text is then imported as unrecognised."""

    key: str
    heading: str
    order: int
    entry_kinds: tuple[EntryKind, ...]
    intro: str = ""
    guide_heading: str = ""
    part_heading: str = ""
    has_reader: bool = True

    @property
    def has_parts(self) -> bool:
        return bool(self.part_heading)


_kinds: dict[str, SectionKind] = {}


def register(kind: SectionKind) -> None:
    if kind.key in _kinds:
        raise ValueError(f"section kind {kind.key!r} is registered twice")
    _kinds[kind.key] = kind


def section_kinds() -> list[SectionKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def section_kind(key: str) -> SectionKind:
    return _kinds[key]


def is_section_kind(key: Any) -> bool:
    return key in _kinds


def entry_kinds() -> list[EntryKind]:
    return [entry_kind for kind in section_kinds() for entry_kind in kind.entry_kinds]


def entry_kind(key: str) -> EntryKind:
    """Raises LookupError if no app registers this kind."""
    for kind in entry_kinds():
        if kind.key == key:
            return kind
    raise LookupError(f"no kind of entry is registered as {key!r}")


def section_kind_of(entry_key: str) -> SectionKind:
    """The kind of section that an entry of this kind belongs to."""
    return next(kind for kind in section_kinds() if any(e.key == entry_key for e in kind.entry_kinds))
