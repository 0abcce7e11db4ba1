"""Read the interchange format: a JSON value becomes a Document, or one `InvalidDocument` naming the place."""

import base64
import binascii
import hashlib
import json
import re
from dataclasses import MISSING, Field, fields
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, cast, get_args, get_origin, get_type_hints

from issues.document import FORMAT, MAX_NUMBER, Annex, Document, Entry, Part, Section, as_json
from issues.document.errors import InvalidDocument, Unreadable
from issues.document.kinds import entry_kind, section_kind, section_kinds
from issues.document.values import READERS, STORED, Readers

SHA256 = re.compile("[0-9a-f]{64}")
NO_NUMBER = f"期号应从 1 起，到 {MAX_NUMBER} 为止"
DERIVED = {"guide", "printed_guide"}
"""What a source may carry and we derive ourselves."""


def loads(data: bytes | str) -> Document:
    """Read JSON text (UTF-8, with or without BOM)."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        payload = json.loads(text, object_pairs_hook=_without_repeats)
    except UnicodeDecodeError as error:
        raise Unreadable(f"文件不是 UTF-8 编码（第 {error.start + 1} 个字节）") from None
    except InvalidDocument:
        raise
    except RecursionError:
        raise Unreadable("文件不是 JSON：嵌套过深") from None
    except ValueError as error:
        where = (
            f"第 {error.lineno} 行第 {error.colno} 列" if isinstance(error, json.JSONDecodeError) else "数字"
        )
        raise Unreadable(f"文件不是 JSON：{where}有误") from None
    return read(payload)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a later key replace an earlier one of the same name, which would lose it silently."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise InvalidDocument(repeated, "同一个对象里写了两次")
    return found


def read(payload: Any, *, readers: Readers = READERS) -> Document:
    if not isinstance(payload, dict) or payload.get("format") != FORMAT:
        raise InvalidDocument("format", f"不是动态参考的交换格式（应为“{FORMAT}”）")
    told = {key: value for key, value in payload.items() if key not in DERIVED | {"format"}}
    document = cast(Document, _read_node(Document, told, "", readers))
    if not 1 <= document.number <= (MAX_NUMBER if readers is READERS else document.number):
        raise InvalidDocument("number", NO_NUMBER)
    _refuse_repeated_uids(document)
    return document


def read_stored(text: str) -> Document:
    """A document from its own canonical JSON. The rules may have become stricter since, and somebody may have changed
    the row: what no longer fits is left out, as everywhere on the way out, and refuses nothing."""
    return read(json.loads(text), readers=STORED)


def normalized_entry(entry: Entry) -> Entry:
    """`entry` with every value in the form that this reader gives it; raises as `read` does."""
    return _read_entry(as_json(entry), "", READERS)


def _read_node(node_type: type, payload: Any, place: str, readers: Readers) -> Any:
    """A dataclass from a JSON object: every key known, every field without a default present."""
    if not isinstance(payload, dict):
        raise InvalidDocument(place, "应为一个对象 {…}")
    if node_type is Annex:
        payload = _with_fingerprint(payload, place)
    known = {f.name: f for f in fields(node_type)}
    for key in payload:
        if key not in known:
            raise InvalidDocument(_at(place, key), "不认识的字段")
    return node_type(
        **{name: _read_field(node_type, f, payload, place, readers) for name, f in known.items()}
    )


def _read_field(node_type: type, f: Field[Any], payload: dict[str, Any], place: str, readers: Readers) -> Any:
    here, value = _at(place, f.name), payload.get(f.name)
    if f.name == "content":
        return value
    if value in (None, "") and (f.default, f.default_factory) != (MISSING, MISSING):
        return _default(f)
    if f.name not in payload:
        raise InvalidDocument(here, "缺少这一项")
    if value in (None, ""):
        raise InvalidDocument(here, "不能为空")
    found = _read_value(_hints(node_type)[f.name], value, here, payload, readers)
    return found if found != "" or (readers is STORED and f.default is MISSING) else _emptied(f, here)


def _default(f: Field[Any]) -> Any:
    return f.default if f.default_factory is MISSING else f.default_factory()


def _emptied(f: Field[Any], place: str) -> Any:
    """What is left of a value that held blanks alone."""
    if f.default is MISSING:
        raise InvalidDocument(place, "不能为空")
    return f.default


def _read_value(hint: Any, value: Any, place: str, parent: dict[str, Any], readers: Readers) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType or NoneType in arguments:
        return _read_value(next(a for a in arguments if a is not NoneType), value, place, parent, readers)
    if origin is tuple:
        return _read_list(arguments[0], value, place, parent, readers)
    if origin is Literal:
        return _read_choice(arguments, value, place)
    if hint is Entry:
        return _read_entry(value, place, readers)
    if hint is Section:
        return _read_section(value, place, readers)
    reader = readers.get(arguments[1] if origin is Annotated else hint)
    if reader is None:
        return _read_node(hint, value, place, readers)
    try:
        return reader(value)
    except ValueError as error:
        raise InvalidDocument(place, str(error)) from None


def _read_choice(choices: tuple[str, ...], value: Any, place: str) -> str:
    if value not in choices:
        raise InvalidDocument(place, f"没有“{value}”这种，应为 {'、'.join(choices)}")
    return cast(str, value)


def _read_list(
    hint: Any, value: Any, place: str, parent: dict[str, Any], readers: Readers
) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise InvalidDocument(place, "应为一个列表 […]")
    return tuple(_read_value(hint, item, f"{place}[{i}]", parent, readers) for i, item in enumerate(value))


def _read_section(payload: Any, place: str, readers: Readers) -> Section:
    section = cast(Section, _read_node(Section, payload, place, readers))
    known = {kind.key for kind in section_kinds()}
    if section.kind not in known:
        raise InvalidDocument(
            _at(place, "kind"), f"没有“{section.kind}”这种栏目，应为 {'、'.join(sorted(known))}"
        )
    allowed = {kind.key for kind in section_kind(section.kind).entry_kinds}
    groups: list[tuple[str, Section | Part]] = [(place, section)]
    groups += [(f"{place}.parts[{i}]", part) for i, part in enumerate(section.parts)]
    for where, group in groups:
        for i, entry in enumerate(group.entries):
            if entry.kind not in allowed:
                label = section_kind(section.kind).heading
                raise InvalidDocument(f"{where}.entries[{i}].kind", f"“{label}”栏目不能放 {entry.kind}")
    return section


def read_entry(payload: Any) -> Entry:
    """One entry, its kind under `kind`."""
    return _read_entry(payload, "", READERS)


def _read_entry(payload: Any, place: str, readers: Readers) -> Entry:
    if not isinstance(payload, dict):
        raise InvalidDocument(place, "应为一个对象 {…}")
    if "kind" not in payload:
        raise InvalidDocument(_at(place, "kind"), "缺少这一项")
    try:
        kind = entry_kind(payload["kind"])
    except LookupError:
        raise InvalidDocument(_at(place, "kind"), f"没有“{payload['kind']}”这种条目") from None
    told = {key: value for key, value in payload.items() if key != "kind"}
    return cast(Entry, _read_node(kind.document_type, told, place, readers))


def read_unfinished_entry(text: str) -> Entry:
    """An entry from its own JSON, as it once stood: it may be unfinished, and of a time that knew other fields."""
    told = json.loads(text)
    node_type = entry_kind(told["kind"]).document_type
    return node_type(**{f.name: _read_loosely(node_type, f, told.get(f.name)) for f in fields(node_type)})


def _read_loosely(node_type: type, f: Field[Any], value: Any) -> Any:
    if value in (None, ""):
        return "" if (f.default, f.default_factory) == (MISSING, MISSING) else _default(f)
    return _read_value(_hints(node_type)[f.name], value, f.name, {}, STORED)


def _with_fingerprint(payload: dict[str, Any], place: str) -> dict[str, Any]:
    """An annex comes with its content in base64, from which size and fingerprint follow, or, in a stored
    Edition, with size and fingerprint alone."""
    if payload.get("content") is None:
        if not SHA256.fullmatch(str(payload.get("sha256", ""))):
            raise InvalidDocument(_at(place, "content"), "缺少这一项")
        return payload
    try:
        content = base64.b64decode(payload["content"], validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise InvalidDocument(_at(place, "content"), "附件内容不是 base64") from None
    sha256 = hashlib.sha256(content).hexdigest()
    if payload.get("sha256") not in (None, sha256):
        raise InvalidDocument(_at(place, "sha256"), "与附件内容不符")
    return payload | {"content": content, "sha256": sha256, "size": len(content)}


def _refuse_repeated_uids(document: Document) -> None:
    seen = set()
    for entry in document.entries:
        if entry.uid in seen:
            raise InvalidDocument("", f"两个条目的 uid 相同：{entry.uid}")
        seen.add(entry.uid)


@cache
def _hints(node_type: type) -> dict[str, Any]:
    return get_type_hints(node_type, include_extras=True)


def _at(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key
