"""Reads the data that our own Word file has in addition to its text."""

import base64
import binascii
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from issues.document import FORMAT
from issues.document.imprint import PAGE_FORMATS, REGIMES
from issues.document.word_form import MARK, NAMESPACE
from issues.document.word_properties import joined
from issues.importing.word.package import Package


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """`entries`: by uid (hex), the kind and the fields that print does not show; `bodies`: those that Word cannot
    represent, with the SHA-256 of what it has instead; `annexes`: by bookmark; `orders`: of entries that print gathers
    in one table; `empty`: sections and parts that are not printed; `addresses`: those that LibreOffice rewrites;
    `imprint`: its regime and page format; `contents`: files by SHA-256."""

    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    bodies: dict[str, dict[str, str]] = field(default_factory=dict)
    annexes: dict[str, dict[str, Any]] = field(default_factory=dict)
    orders: list[dict[str, list[str]]] = field(default_factory=list)
    empty: list[dict[str, Any]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    imprint: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)


def is_own(package: Package) -> bool:
    """Whether it has our custom property or part; Word, WPS and LibreOffice preserve them when they save; of
    a file that was an OpenDocument file in between, the property alone is left."""
    return _custom_properties(package).get(MARK) == FORMAT or _issue(package) is not None


def read_carried(package: Package) -> Carried:
    """Empty where a program dropped the data or somebody damaged it: then the text alone decides."""
    data = _loaded(_issue(package)) or _parsed(joined(_custom_properties(package)))
    by_name = {name: _mapped(data.get(name)) for name in ("entries", "bodies", "annexes")}
    orders = [order for order in _listed(data.get("orders")) if _is_order(order)]
    empty = [group for group in _listed(data.get("empty")) if _is_empty_group(group)]
    listed = data.get("addresses")
    addresses = [item for item in listed if isinstance(item, str)] if isinstance(listed, list) else []
    return Carried(
        **by_name,
        orders=orders,
        empty=empty,
        addresses=addresses,
        imprint=_choices(data.get("imprint")),
        contents=_contents(package),
    )


def _choices(value: Any) -> dict[str, str]:
    """The known values among those of the imprint."""
    given = value if isinstance(value, dict) else {}
    known = {"regime": REGIMES, "page_format": PAGE_FORMATS}
    return {name: choice for name, choices in known.items() if (choice := str(given.get(name))) in choices}


def _mapped(value: Any) -> dict[str, dict[str, Any]]:
    items = value.items() if isinstance(value, dict) else ()
    return {key: item for key, item in items if isinstance(item, dict)}


def _listed(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _is_order(data: dict[str, Any]) -> bool:
    """Whether both lists have the same uids."""
    printed, order = data.get("printed"), data.get("order")
    if not isinstance(printed, list) or not isinstance(order, list):
        return False
    return all(isinstance(uid, str) for uid in printed) and sorted(printed) == sorted(map(str, order))


def _is_empty_group(data: dict[str, Any]) -> bool:
    group = data.get("part" if "in" in data else "section")
    return isinstance(data.get("after"), str) and isinstance(group, dict)


def _custom_properties(package: Package) -> dict[str, str]:
    names = [r.target for r in package.relations("").values() if r.kind == "custom-properties"]
    roots = [root for name in names if (root := package.root(name)) is not None]
    return {prop.get("name", ""): "".join(prop.itertext()).strip() for root in roots for prop in root}


def _issue(package: Package) -> Any:
    for _, root in package.related("customXml"):
        if root.tag == f"{{{NAMESPACE}}}issue" and root.get("format") == FORMAT:
            return root
    return None


def _loaded(root: Any) -> dict[str, Any]:
    return {} if root is None else _parsed("".join(root.itertext()))


def _parsed(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _contents(package: Package) -> dict[str, bytes]:
    """Files of which all pieces are present and unchanged."""
    pieces: dict[str, dict[int, bytes]] = defaultdict(dict)
    for _, root in package.related("customXml"):
        if root.tag == f"{{{NAMESPACE}}}annex":
            try:
                content = base64.b64decode("".join(root.itertext()), validate=True)
                pieces[root.get("sha256", "")][int(root.get("piece", "0"))] = content
            except (binascii.Error, ValueError):
                continue
    joined = {sha256: b"".join(own[n] for n in sorted(own)) for sha256, own in pieces.items()}
    return {sha256: c for sha256, c in joined.items() if hashlib.sha256(c).hexdigest() == sha256}
