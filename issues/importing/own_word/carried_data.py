"""What travels in our own Word file beside its text."""

import base64
import binascii
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from issues.document import FORMAT
from issues.document.word_form import MARK, NAMESPACE
from issues.importing.word.package import Package


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """`entries`: by uid (hex), the fields that print does not show, and the kind; `bodies`: those that Word cannot
    hold as they are, with the fingerprint of what it holds instead; `annexes`: by bookmark; `orders`: of entries that
    print gathers; `empty`: sections and parts that are not printed; `contents`: files by their fingerprint."""

    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    bodies: dict[str, dict[str, str]] = field(default_factory=dict)
    annexes: dict[str, dict[str, Any]] = field(default_factory=dict)
    orders: list[dict[str, list[str]]] = field(default_factory=list)
    empty: list[dict[str, Any]] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)


def is_own(package: Package) -> bool:
    """Whether it carries our mark; Word, WPS and LibreOffice keep it when they save."""
    return any(_says_format(root) for root in _custom_properties(package)) or _issue(package) is not None


def carried(package: Package) -> Carried:
    """Nothing, where a program dropped it or somebody spoiled it: then the text alone speaks."""
    told = _loaded(_issue(package))
    by_mark = {name: _mapped(told.get(name)) for name in ("entries", "bodies", "annexes")}
    orders = [one for one in _listed(told.get("orders")) if _is_order(one)]
    empty = [one for one in _listed(told.get("empty")) if _is_empty_place(one)]
    return Carried(**by_mark, orders=orders, empty=empty, contents=_contents(package))


def _mapped(value: Any) -> dict[str, dict[str, Any]]:
    found = value.items() if isinstance(value, dict) else ()
    return {mark: told for mark, told in found if isinstance(told, dict)}


def _listed(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _is_order(told: dict[str, Any]) -> bool:
    """Twice the same marks."""
    printed, order = told.get("printed"), told.get("order")
    if not isinstance(printed, list) or not isinstance(order, list):
        return False
    return all(isinstance(mark, str) for mark in printed) and sorted(printed) == sorted(map(str, order))


def _is_empty_place(told: dict[str, Any]) -> bool:
    what = told.get("part" if "in" in told else "section")
    return isinstance(told.get("after"), str) and isinstance(what, dict)


def _custom_properties(package: Package) -> list[Any]:
    names = [r.target for r in package.relations("").values() if r.kind == "custom-properties"]
    return [root for name in names if (root := package.root(name)) is not None]


def _says_format(root: Any) -> bool:
    return any(found.get("name") == MARK and "".join(found.itertext()).strip() == FORMAT for found in root)


def _issue(package: Package) -> Any:
    for _, root in package.related("customXml"):
        if root.tag == f"{{{NAMESPACE}}}issue" and root.get("format") == FORMAT:
            return root
    return None


def _loaded(root: Any) -> dict[str, Any]:
    if root is None:
        return {}
    try:
        told = json.loads("".join(root.itertext()))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _contents(package: Package) -> dict[str, bytes]:
    """Files whose pieces are all there, unchanged."""
    pieces: dict[str, dict[int, bytes]] = defaultdict(dict)
    for _, root in package.related("customXml"):
        if root.tag == f"{{{NAMESPACE}}}annex":
            try:
                content = base64.b64decode("".join(root.itertext()), validate=True)
                pieces[root.get("sha256", "")][int(root.get("piece", "0"))] = content
            except (binascii.Error, ValueError):
                continue
    whole = {sha256: b"".join(found[n] for n in sorted(found)) for sha256, found in pieces.items()}
    return {sha256: c for sha256, c in whole.items() if hashlib.sha256(c).hexdigest() == sha256}
