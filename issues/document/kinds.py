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
    """One entry type: its document type, its table as "app_label.Model", and how it stands in a Word file.

    `import_page` names the admin's address where many are read from a file (`?section=` says for where), and
    `import_label` is the link to it.
    """

    document_type: type[document.Entry]
    model_label: str
    label: str
    word: Layout
    import_page: str = ""
    import_label: str = ""
    takes_tables: bool = False
    """Whether its admin reads rows of tables."""
    data_columns: tuple[tuple[str, str], ...] = ()
    """(field, heading) of the workbook of such entries inside the PDF; without any there is no workbook."""

    @property
    def key(self) -> str:
        return self.document_type.kind

    @property
    def is_table(self) -> bool:
        """Whether consecutive ones are printed as the rows of one table."""
        return isinstance(self.word, Rows)

    @property
    def grouped_by(self) -> str:
        """The field whose equal values stand together in that table, "" where rows stand as they are ordered."""
        return self.word.merged if isinstance(self.word, Rows) else ""

    @property
    def template(self) -> str:
        """The partial that prints a run of such entries, on the web and in the PDF alike."""
        return f"entries/_{self.key}.html"

    @property
    def body_templates(self) -> tuple[str, str]:
        """What stands on an entry's own page below heading and facts; the second serves all with `body_html`."""
        return f"entries/_{self.key}_body.html", "entries/_body.html"


@dataclass(frozen=True, kw_only=True)
class SectionKind:
    """`order` places it in a new issue; `guide_heading` is the one line that the guide gives the whole section,
    where it does not list the entries; `part_heading` names the first sub-heading where it has sub-headings.
    `has_reader` is False where no `SectionReader` reads such a section in a back issue: its text is then imported as
    unrecognised."""

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
    """Raises LookupError where no app registers such a kind."""
    for kind in entry_kinds():
        if kind.key == key:
            return kind
    raise LookupError(f"no kind of entry is registered as {key!r}")


def section_kind_of(entry_key: str) -> SectionKind:
    """The kind of section that an entry of this kind belongs to."""
    return next(kind for kind in section_kinds() if any(e.key == entry_key for e in kind.entry_kinds))
