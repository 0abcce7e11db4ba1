"""An issue's sections, parts and entries as the compose page shows them, numbered as they will be printed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse

from issues.admin.compose.review_summary import ReviewSummary
from issues.document.kinds import EntryKind
from issues.document.outline import numeral
from issues.editing.entry_rows import EntryRow, in_print
from issues.models import Section, Verdict, entry_model
from issues.office_urls import entry_address, entry_anchor, entry_page_address, model_address


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, in printed order. `label` is its printed number, "" if none is printed or the line above has the same.
    `open` counts the comments that have no answer yet."""

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
    def page_address(self) -> str:
        """A page of the entry besides its form; "" if its kind has none."""
        return entry_page_address(self.row.kind, self.row.pk)

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
        """The page that imports many entries from a file; "" if there is none."""
        page = self.kind.import_page
        return f"{reverse(page)}?section={self.section_id}" if page else ""

    @property
    def table_address(self) -> str:
        """The page that imports rows of a spreadsheet into this section; "" if this person may not, or there is none."""
        address = model_address(entry_model(self.kind), "import") if self.may_import else ""
        return f"{address}?section={self.section_id}" if address else ""


@dataclass(frozen=True, slots=True)
class Group:
    """A section or a part. `label` is 一、 or （一）, "" if it is empty and will not be printed."""

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
    def open_form_name(self) -> str:
        """The name under which `open_forms` lists who has its form open."""
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
        """Whether it has entries of several kinds, so that each line has to name its kind."""
        return len({line.row.kind.key for line in self.lines}) > 1

    @property
    def has_parts(self) -> bool:
        return self.section.parent_id is None and self.section.section_kind.has_parts


def groups_of(
    sections: list[Section], rows: list[EntryRow], user: User, summary: ReviewSummary
) -> list[Group]:
    lines, parts, adders = _lines(rows, summary), defaultdict(list), _AddLinks(user)
    for section in sections:
        parts[section.parent_id].append(section)

    def grouped(siblings: list[Section], numbering: str) -> Iterator[Group]:
        printed = 0
        for index, section in enumerate(siblings):
            inner = list(grouped(parts[section.pk], "（{}）"))
            is_printed = bool(lines[section.pk] or any(part.lines for part in inner))
            printed += is_printed
            yield Group(
                section=section,
                label=numbering.format(numeral(printed)) if is_printed else "",
                lines=lines[section.pk],
                parts=inner,
                adders=adders.into(section, lines[section.pk], has_parts=bool(inner)),
                is_first=index == 0,
                is_last=index == len(siblings) - 1,
            )

    return list(grouped(parts[None], "{}、"))


def _lines(rows: Iterable[EntryRow], summary: ReviewSummary) -> dict[int, list[Line]]:
    by_section: dict[int, list[EntryRow]] = defaultdict(list)
    for row in rows:
        by_section[row.section_id or 0].append(row)
    lines: dict[int, list[Line]] = defaultdict(list)
    for section_id, members in by_section.items():
        last = len(members)
        lines[section_id] = [
            Line(
                each.label if each.is_first_of_block else "",
                each.item,
                entry_address(each.item),
                position == 1,
                position == last,
                summary.verdicts.get(each.item.uid),
                summary.open_threads[each.item.uid],
                each.item.uid in summary.locked,
            )
            for position, each in enumerate(in_print(members), 1)
        ]
    return lines


class _AddLinks:
    """The add pages that this person may use, by kind."""

    def __init__(self, user: User) -> None:
        self.user = user

    def into(self, section: Section, lines: list[Line], *, has_parts: bool) -> list[Adder]:
        """The kinds of entries to offer for a part or a section. A part with entries is offered more of their kinds, unless
        the entry names its own part, which then stays the only one. A section with parts is offered only kinds that make
        their own part."""
        kinds = section.section_kind.entry_kinds
        if section.parent_id is not None and lines:
            present = {line.row.kind.key for line in lines}
            kinds = tuple(
                kind for kind in kinds if kind.key in present and not entry_model(kind).names_its_part
            )
        if has_parts:
            kinds = tuple(kind for kind in kinds if entry_model(kind).names_its_part)
        return [self._adder(kind, section) for kind in kinds if self._may("add", kind)]

    def _adder(self, kind: EntryKind, section: Section) -> Adder:
        address = f"{model_address(entry_model(kind), 'add')}?section={section.pk}"
        return Adder(kind, address, section.pk, kind.takes_tables and self._may("import", kind))

    def _may(self, action: str, kind: EntryKind) -> bool:
        opts = entry_model(kind)._meta
        return self.user.has_perm(f"{opts.app_label}.{action}_{opts.model_name}")
