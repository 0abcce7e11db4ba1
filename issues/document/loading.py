"""Reads the interchange format: makes a Document from a JSON value, or raises one `InvalidDocument` with the path."""

import base64
import binascii
import hashlib
import json
import re
from dataclasses import MISSING, Field, fields
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, cast, get_args, get_origin, get_type_hints

from issues.document import (
    FORMAT,
    MAX_NUMBER,
    Annex,
    AnnexTable,
    Document,
    Entry,
    Part,
    Section,
    as_json,
)
from issues.document.errors import InvalidDocument, Unreadable
from issues.document.kinds import entry_kind, section_kind, section_kinds
from issues.document.values import READERS, STORED, Readers

SHA256 = re.compile("[0-9a-f]{64}")
NO_NUMBER = f"期号应从 1 起，到 {MAX_NUMBER} 为止"
MAX_ROWS = 2000
"""In the table of an annex."""
DERIVED = {"guide", "printed_guide"}
"""Keys that a source may contain and that are ignored: we compute them."""


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
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise InvalidDocument(repeated, "同一个对象里写了两次")
    return values


def read(payload: Any, *, readers: Readers = READERS) -> Document:
    if not isinstance(payload, dict) or payload.get("format") != FORMAT:
        raise InvalidDocument("format", f"不是动态参考的交换格式（应为“{FORMAT}”）")
    values = {key: value for key, value in payload.items() if key not in DERIVED | {"format"}}
    document = cast(Document, _read_node(Document, values, "", readers))
    if not 1 <= document.number <= (MAX_NUMBER if readers is READERS else document.number):
        raise InvalidDocument("number", NO_NUMBER)
    _refuse_repeated_uids(document)
    return document


def read_stored(text: str) -> Document:
    """Reads a document from its own canonical JSON. The rules may be stricter now, and the row may have been changed:
    what is no longer valid is left out, as in every output, and no error is raised."""
    return read(json.loads(text), readers=STORED)


def normalized_entry(entry: Entry) -> Entry:
    """`entry` with every value in the form that this reader gives it; raises as `read` does."""
    return _read_entry(as_json(entry), "", READERS)


def _read_node(node_type: type, payload: Any, path: str, readers: Readers) -> Any:
    """A dataclass from a JSON object: every key known, every field without a default present."""
    if not isinstance(payload, dict):
        raise InvalidDocument(path, "应为一个对象 {…}")
    if node_type is Annex:
        payload = _with_sha256(payload, path)
    known = {f.name: f for f in fields(node_type)}
    for key in payload:
        if key not in known:
            raise InvalidDocument(_join(path, key), "不认识的字段")
    node = node_type(**{name: _read_field(node_type, f, payload, path, readers) for name, f in known.items()})
    if node_type is AnnexTable and readers is READERS:
        _check_table(node, path)
    return node


def _check_table(table: AnnexTable, path: str) -> None:
    if not table.columns:
        raise InvalidDocument(_join(path, "columns"), "不能为空")
    if len(table.rows) > MAX_ROWS:
        raise InvalidDocument(_join(path, "groups"), f"超过 {MAX_ROWS} 行")
    if any(len(row.cells) != len(table.columns) for row in table.rows):
        raise InvalidDocument(_join(path, "groups"), f"每一行应有 {len(table.columns)} 格，与列数相同")


def _read_field(node_type: type, f: Field[Any], payload: dict[str, Any], path: str, readers: Readers) -> Any:
    field_path, value = _join(path, f.name), payload.get(f.name)
    if f.name == "content":
        return value
    if value in (None, "") and (f.default, f.default_factory) != (MISSING, MISSING):
        return _default(f)
    if f.name not in payload:
        raise InvalidDocument(field_path, "缺少这一项")
    if value in (None, ""):
        raise InvalidDocument(field_path, "不能为空")
    result = _read_value(_hints(node_type)[f.name], value, field_path, payload, readers)
    return result if result != "" or (readers is STORED and f.default is MISSING) else _emptied(f, field_path)


def _default(f: Field[Any]) -> Any:
    return f.default if f.default_factory is MISSING else f.default_factory()


def _emptied(f: Field[Any], path: str) -> Any:
    """The value of a field that contained only blanks."""
    if f.default is MISSING:
        raise InvalidDocument(path, "不能为空")
    return f.default


def _read_value(hint: Any, value: Any, path: str, parent: dict[str, Any], readers: Readers) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType or NoneType in arguments:
        return _read_value(next(a for a in arguments if a is not NoneType), value, path, parent, readers)
    if origin is tuple:
        return _read_list(arguments[0], value, path, parent, readers)
    if origin is Literal:
        return _read_choice(arguments, value, path)
    if hint is Entry:
        return _read_entry(value, path, readers)
    if hint is Section:
        return _read_section(value, path, readers)
    reader = readers.get(arguments[1] if origin is Annotated else hint)
    if reader is None:
        return _read_node(hint, value, path, readers)
    try:
        return reader(value)
    except ValueError as error:
        raise InvalidDocument(path, str(error)) from None


def _read_choice(choices: tuple[str, ...], value: Any, path: str) -> str:
    if value not in choices:
        raise InvalidDocument(path, f"没有“{value}”这种，应为 {'、'.join(choices)}")
    return cast(str, value)


def _read_list(hint: Any, value: Any, path: str, parent: dict[str, Any], readers: Readers) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise InvalidDocument(path, "应为一个列表 […]")
    return tuple(_read_value(hint, item, f"{path}[{i}]", parent, readers) for i, item in enumerate(value))


def _read_section(payload: Any, path: str, readers: Readers) -> Section:
    section = cast(Section, _read_node(Section, payload, path, readers))
    known = {kind.key for kind in section_kinds()}
    if section.kind not in known:
        raise InvalidDocument(
            _join(path, "kind"), f"没有“{section.kind}”这种栏目，应为 {'、'.join(sorted(known))}"
        )
    allowed = {kind.key for kind in section_kind(section.kind).entry_kinds}
    groups: list[tuple[str, Section | Part]] = [(path, section)]
    groups += [(f"{path}.parts[{i}]", part) for i, part in enumerate(section.parts)]
    for group_path, group in groups:
        for i, entry in enumerate(group.entries):
            if entry.kind not in allowed:
                label = section_kind(section.kind).heading
                raise InvalidDocument(f"{group_path}.entries[{i}].kind", f"“{label}”栏目不能放 {entry.kind}")
    return section


def read_entry(payload: Any) -> Entry:
    """Reads one entry, whose kind is under `kind`."""
    return _read_entry(payload, "", READERS)


def _read_entry(payload: Any, path: str, readers: Readers) -> Entry:
    if not isinstance(payload, dict):
        raise InvalidDocument(path, "应为一个对象 {…}")
    if "kind" not in payload:
        raise InvalidDocument(_join(path, "kind"), "缺少这一项")
    try:
        kind = entry_kind(payload["kind"])
    except LookupError:
        raise InvalidDocument(_join(path, "kind"), f"没有“{payload['kind']}”这种条目") from None
    values = {key: value for key, value in payload.items() if key != "kind"}
    return cast(Entry, _read_node(kind.document_type, values, path, readers))


def read_table(payload: Any) -> AnnexTable:
    """Reads the table of an annex from its own JSON."""
    return cast(AnnexTable, _read_node(AnnexTable, payload, "", STORED))


def read_unfinished_entry(text: str) -> Entry:
    """Reads an earlier version of an entry from its own JSON. It may be unfinished, and its fields may differ from today's."""
    values = json.loads(text)
    node_type = entry_kind(values["kind"]).document_type
    return node_type(**{f.name: _read_loosely(node_type, f, values.get(f.name)) for f in fields(node_type)})


def _read_loosely(node_type: type, f: Field[Any], value: Any) -> Any:
    if value in (None, ""):
        return "" if (f.default, f.default_factory) == (MISSING, MISSING) else _default(f)
    return _read_value(_hints(node_type)[f.name], value, f.name, {}, STORED)


def _with_sha256(payload: dict[str, Any], path: str) -> dict[str, Any]:
    """Adds size and SHA-256 to an annex that has its content in base64. An annex of a stored Edition has no content but
    already has both."""
    if payload.get("content") is None:
        if not SHA256.fullmatch(str(payload.get("sha256", ""))):
            raise InvalidDocument(_join(path, "content"), "缺少这一项")
        return payload
    try:
        content = base64.b64decode(payload["content"], validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise InvalidDocument(_join(path, "content"), "附件内容不是 base64") from None
    sha256 = hashlib.sha256(content).hexdigest()
    if payload.get("sha256") not in (None, sha256):
        raise InvalidDocument(_join(path, "sha256"), "与附件内容不符")
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


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
