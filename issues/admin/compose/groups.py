"""An issue's sections, parts and entries as the compose page shows them, numbered as they will be printed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse

from issues.admin.compose.review_state import Reviewed
from issues.document.kinds import EntryKind
from issues.document.outline import numeral
from issues.editing.entry_rows import EntryRow, in_print
from issues.models import Section, Verdict, entry_model
from issues.office_urls import entry_address, entry_anchor, model_address


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, where it will be printed; `label` is its number there, "" where none is printed or the line above
    says it already. `open` tells how many comments wait for an answer."""

    label: str
    row: EntryRow
    address: str
    is_first: bool
    is_last: bool
    verdict: Verdict | None = None
    open: int = 0
    is_locked: bool = False

    @property
    def anchor(self) -> str:
        return entry_anchor(self.row.uid)

    @property
    def delete_address(self) -> str:
        return f"{self.address.removesuffix('change/')}delete/"


@dataclass(frozen=True, slots=True)
class Adder:
    kind: EntryKind
    address: str
    section_id: int
    may_import: bool = False

    @property
    def import_address(self) -> str:
        """Where many are read from a file; "" where there is no such page."""
        page = self.kind.import_page
        return f"{reverse(page)}?section={self.section_id}" if page else ""

    @property
    def table_address(self) -> str:
        """Where rows are pasted into this section; "" where none can be, by this person."""
        address = model_address(entry_model(self.kind), "import") if self.may_import else ""
        return f"{address}?section={self.section_id}" if address else ""


@dataclass(frozen=True, slots=True)
class Group:
    """A section or a part: `label` is 一、 or （一）, "" where it is empty and will not be printed."""

    section: Section
    label: str
    lines: list[Line]
    parts: list["Group"]
    adders: list[Adder]
    is_first: bool
    is_last: bool

    @property
    def kinds(self) -> str:
        return " ".join(kind.key for kind in self.section.section_kind.entry_kinds)

    @property
    def presence(self) -> str:
        """Under which name it is told who has its form open."""
        return f"section-{self.section.pk}"

    @property
    def is_empty(self) -> bool:
        return not self.lines and not any(part.lines for part in self.parts)

    @property
    def total(self) -> int:
        return len(self.lines) + sum(len(part.lines) for part in self.parts)

    @property
    def words(self) -> int:
        return sum(line.row.words for line in self.lines) + sum(part.words for part in self.parts)

    @property
    def names_kinds(self) -> bool:
        """Whether its lines are of several kinds, so that each has to say of which."""
        return len({line.row.kind.key for line in self.lines}) > 1

    @property
    def has_parts(self) -> bool:
        return self.section.parent_id is None and self.section.section_kind.has_parts


def groups_of(sections: list[Section], rows: list[EntryRow], user: User, known: Reviewed) -> list[Group]:
    lines, parts, adders = _lines(rows, known), defaultdict(list), _AddLinks(user)
    for section in sections:
        parts[section.parent_id].append(section)

    def grouped(siblings: list[Section], form: str) -> Iterator[Group]:
        printed = 0
        for place, section in enumerate(siblings):
            inner = list(grouped(parts[section.pk], "（{}）"))
            filled = bool(lines[section.pk] or any(part.lines for part in inner))
            printed += filled
            yield Group(
                section=section,
                label=form.format(numeral(printed)) if filled else "",
                lines=lines[section.pk],
                parts=inner,
                adders=adders.into(section, lines[section.pk], has_parts=bool(inner)),
                is_first=place == 0,
                is_last=place == len(siblings) - 1,
            )

    return list(grouped(parts[None], "{}、"))


def _lines(rows: Iterable[EntryRow], known: Reviewed) -> dict[int, list[Line]]:
    by_section: dict[int, list[EntryRow]] = defaultdict(list)
    for row in rows:
        by_section[row.section_id or 0].append(row)
    found: dict[int, list[Line]] = defaultdict(list)
    for section_id, members in by_section.items():
        last = len(members)
        found[section_id] = [
            Line(
                each.label if each.is_first_of_block else "",
                each.item,
                entry_address(each.item),
                place == 1,
                place == last,
                known.marks.get(each.item.uid),
                known.waiting[each.item.uid],
                each.item.uid in known.locked,
            )
            for place, each in enumerate(in_print(members), 1)
        ]
    return found


class _AddLinks:
    """The add pages that this person may use, by kind."""

    def __init__(self, user: User) -> None:
        self.user = user

    def into(self, section: Section, lines: list[Line], *, has_parts: bool) -> list[Adder]:
        """A part is offered more of what it holds; an entry that names its part stays alone in it.
        Above its parts a section is offered only what makes a part of its own."""
        kinds = section.section_kind.entry_kinds
        if section.parent_id is not None and lines:
            held = {line.row.kind.key for line in lines}
            kinds = tuple(kind for kind in kinds if kind.key in held and not entry_model(kind).names_its_part)
        if has_parts:
            kinds = tuple(kind for kind in kinds if entry_model(kind).names_its_part)
        return [self._adder(kind, section) for kind in kinds if self._may("add", kind)]

    def _adder(self, kind: EntryKind, section: Section) -> Adder:
        address = f"{model_address(entry_model(kind), 'add')}?section={section.pk}"
        return Adder(kind, address, section.pk, kind.takes_tables and self._may("import", kind))

    def _may(self, act: str, kind: EntryKind) -> bool:
        opts = entry_model(kind)._meta
        return self.user.has_perm(f"{opts.app_label}.{act}_{opts.model_name}")
