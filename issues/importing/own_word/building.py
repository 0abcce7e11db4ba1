"""Converts drafts to the interchange form: what does not fit its field becomes a remark, not an error."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from hashlib import sha256
from typing import Any
from uuid import UUID

from issues import richtext
from issues.document import loading
from issues.document.errors import InvalidDocument
from issues.document.kinds import entry_kind
from issues.document.word_form import Article, Notices
from issues.importing.own_word.bodies import rich_text
from issues.importing.own_word.carried_data import Carried
from issues.importing.own_word.drafts import EntryDraft, GroupDraft, SectionDraft
from issues.importing.own_word.pieces import text
from issues.importing.own_word.source_note import source_note
from issues.importing.source import Paragraph, Remark


def sections(drafts: Iterable[SectionDraft], carried: Carried, remarks: list[Remark]) -> list[dict[str, Any]]:
    """With the empty sections that print leaves out, each behind the same section as before."""
    made = [(draft.bookmark, _section(draft, carried, remarks)) for draft in drafts]
    empty = [(group["after"], group["section"]) for group in carried.empty if "section" in group]
    return _with_empty(made, empty)


def _section(draft: SectionDraft, carried: Carried, remarks: list[Remark]) -> dict[str, Any]:
    own = _group(draft, carried, remarks)
    made = [(part.bookmark, _group(part, carried, remarks)) for part in draft.parts]
    empty = [(group["after"], group["part"]) for group in carried.empty if group.get("in") == draft.bookmark]
    return own | {"kind": draft.kind, "parts": _with_empty(made, empty)}


def _with_empty(
    made: list[tuple[str, dict[str, Any]]], empty: list[tuple[str, dict[str, Any]]]
) -> list[dict[str, Any]]:
    """`empty` names for each group the bookmark that it comes after, "" for the first ones."""
    known = {bookmark for bookmark, _ in made}
    groups = [group for after, group in empty if not after]
    for bookmark, group in made:
        groups += [group, *(other for after, other in empty if bookmark and after == bookmark)]
    return groups + [group for after, group in empty if after and after not in known]


def _group(draft: GroupDraft, carried: Carried, remarks: list[Remark]) -> dict[str, Any]:
    entries = [entry for draft_ in draft.entries if (entry := _entry(draft_, carried, remarks))]
    intro = "\n".join(draft.intro).strip()
    return {"title": draft.title, "intro": intro or None, "entries": _in_order(entries, carried)}


def _in_order(entries: list[dict[str, Any]], carried: Carried) -> list[dict[str, Any]]:
    """Restores the order of entries that print gathers in one table, if nobody has changed the rows."""
    uids = [UUID(entry["uid"]).hex if "uid" in entry else "" for entry in entries]
    for saved in carried.orders:
        printed, order = saved["printed"], saved["order"]
        starts = [i for i in range(len(uids)) if uids[i : i + len(printed)] == printed]
        for start in starts[:1]:
            by_uid = dict(zip(printed, entries[start:], strict=False))
            entries[start : start + len(printed)] = [by_uid[uid] for uid in order]
    return entries


def _entry(draft: EntryDraft, carried: Carried, remarks: list[Remark]) -> dict[str, Any] | None:
    known = {f.name for f in fields(entry_kind(draft.kind).document_type)}
    values = {**carried.entries.get(draft.uid, {}), **draft.fields}
    payload = {name: value for name, value in values.items() if name in known}
    payload |= {"kind": draft.kind} | ({"uid": str(UUID(draft.uid))} if draft.uid else {})
    layout = entry_kind(draft.kind).word
    if isinstance(layout, Article):
        payload |= source_note(draft.blocks) | {"body_html": _body(draft, carried, remarks)}
    elif isinstance(layout, Notices):
        payload["text"] = "\n".join(text(b) for b in draft.blocks if isinstance(b, Paragraph)).strip()
        payload["annexes"] = [_annex(annex, carried) for annex in draft.annexes]
    return _fitted(payload, draft, remarks)


def _body(draft: EntryDraft, carried: Carried, remarks: list[Remark]) -> str:
    """The original body that Word could not represent, unless somebody has changed what Word shows instead."""
    try:
        body = rich_text(draft.blocks)
    except richtext.TooLarge as error:
        remarks.append(_remark(draft, str(error), "\n".join(b.text for b in draft.blocks)))
        return ""
    for href in richtext.lost_links(body):
        remarks.append(_remark(draft, "链接的地址读者打不开，只保留了文字，地址没有导入", href))
    original = carried.bodies.get(draft.uid, {})
    is_unchanged = original.get("printed") == sha256(body.encode()).hexdigest()
    return original.get("body_html", body) if is_unchanged else body


def _annex(annex: dict[str, Any], carried: Carried) -> dict[str, Any]:
    content = carried.contents.get(str(annex.get("sha256")))
    return annex if content is None else annex | {"content": base64.b64encode(content).decode()}


def _fitted(payload: dict[str, Any], draft: EntryDraft, remarks: list[Remark]) -> dict[str, Any] | None:
    """Without the optional fields whose values are wrong; None where a required field is missing or wrong."""
    optional = set(_optional(draft))
    while True:
        try:
            loading.read_entry(payload)
        except InvalidDocument as error:
            name = error.path.partition("[")[0].partition(".")[0]
            if name not in optional or name not in payload:
                words = "\n".join(dict.fromkeys(block.text for block in draft.seen))
                remarks.append(_remark(draft, f"这一条没有导入（{error}）", words))
                return None
            remarks.append(_remark(draft, f"这一项没有导入：{error.reason}", str(payload.pop(name))))
        else:
            return payload


def _optional(draft: EntryDraft) -> Iterator[str]:
    for f in fields(entry_kind(draft.kind).document_type):
        if (f.default, f.default_factory) != (MISSING, MISSING):
            yield f.name


def _remark(draft: EntryDraft, reason: str, text: str) -> Remark:
    line = draft.seen[0].line if draft.seen else None
    return Remark(line=line, reason=reason, text=text, is_unrecognised=True)
