"""Finds entries that are stored already, in an issue or in the pool: those with the same address, DOI or title."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from issues.fields.values import WebAddressField
from issues.models import Entry

AT_ONCE = 500
Same = tuple[str, ...]


def find_duplicates(
    model: type[Entry], asked: Sequence[Any], *, apart_from: int | None = None
) -> list[list[Entry]]:
    """Gives for each of these rows or document entries the stored entries that are the same, the newest issue first. The
    number of queries is the same for one as for five hundred. `apart_from`: an issue whose entries do not count."""
    duplicates: list[dict[int, Entry]] = [{} for _ in asked]
    for fields in model.same_where:
        keys = [_key(model, fields, each) for each in asked]
        stored = _stored(model, fields, keys)
        for index, key in enumerate(keys):
            duplicates[index] |= {entry.pk: entry for entry in stored.get(key, ())}
    own = {getattr(each, "pk", None) for each in asked} - {None}
    return [
        sorted(
            (e for e in rows.values() if e.pk not in own and _issue_id(e) != (apart_from or -1)),
            key=lambda entry: (entry.section.issue.number if entry.section else 0, entry.pk),
            reverse=True,
        )
        for rows in duplicates
    ]


def _stored(model: type[Entry], fields: Same, keys: Iterable[Same]) -> dict[Same, list[Entry]]:
    first, is_address = fields[0], _is_address(model, fields[0])
    wanted = {form for key in keys if key[0] for form in (_forms(key[0]) if is_address else (key[0],))}
    rows = model.objects.only("uid", "section", *fields).select_related("section__issue", "section__parent")
    stored: dict[Same, list[Entry]] = defaultdict(list)
    for some in _batched(sorted(wanted)):
        for entry in rows.filter(**{f"{first}__in": some}).order_by("pk"):
            stored[_key(model, fields, entry)].append(entry)
    return stored


def _key(model: type[Entry], fields: Same, entry: Any) -> Same:
    values = [str(getattr(entry, name) or "").strip() for name in fields]
    return tuple(
        _bare(value) if _is_address(model, name) else value
        for name, value in zip(fields, values, strict=True)
    )


def _is_address(model: type[Entry], name: str) -> bool:
    return isinstance(model._meta.get_field(name), WebAddressField)


def _bare(address: str) -> str:
    """The address without its scheme and a slash at the end, which do not distinguish two pages."""
    return address.partition("://")[2].rstrip("/") or address


def _forms(bare: str) -> Iterator[str]:
    for scheme in ("https://", "http://"):
        yield from (f"{scheme}{bare}", f"{scheme}{bare}/")


def _batched(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[at : at + AT_ONCE] for at in range(0, len(values), AT_ONCE))


def _issue_id(entry: Entry) -> int | None:
    return entry.section.issue_id if entry.section else None
