"""Drafts in the interchange form: what does not fit its field is a remark, not an error."""

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
from issues.importing.own_word.pieces import text
from issues.importing.own_word.source_note import source_note
from issues.importing.own_word.unfinished import EntryDraft, GroupDraft, SectionDraft
from issues.importing.source import Paragraph, Remark


def sections(drafts: Iterable[SectionDraft], carried: Carried, remarks: list[Remark]) -> list[dict[str, Any]]:
    """With those that were empty where they stood: behind the same one as before."""
    made = [(draft.mark, _section(draft, carried, remarks)) for draft in drafts]
    empty = [(told["after"], told["section"]) for told in carried.empty if "section" in told]
    return _with_empty(made, empty)


def _section(draft: SectionDraft, carried: Carried, remarks: list[Remark]) -> dict[str, Any]:
    own = _group(draft, carried, remarks)
    made = [(part.mark, _group(part, carried, remarks)) for part in draft.parts]
    empty = [(told["after"], told["part"]) for told in carried.empty if told.get("in") == draft.mark]
    return own | {"kind": draft.kind, "parts": _with_empty(made, empty)}


def _with_empty(
    made: list[tuple[str, dict[str, Any]]], empty: list[tuple[str, dict[str, Any]]]
) -> list[dict[str, Any]]:
    known = {mark for mark, _ in made}
    found = [told for after, told in empty if not after]
    for mark, told in made:
        found += [told, *(other for after, other in empty if mark and after == mark)]
    return found + [told for after, told in empty if after and after not in known]


def _group(draft: GroupDraft, carried: Carried, remarks: list[Remark]) -> dict[str, Any]:
    entries = [entry for one in draft.entries if (entry := _entry(one, carried, remarks))]
    intro = "\n".join(draft.intro).strip()
    return {"title": draft.title, "intro": intro or None, "entries": _in_order(entries, carried)}


def _in_order(entries: list[dict[str, Any]], carried: Carried) -> list[dict[str, Any]]:
    """Print gathers what stands apart; where nobody has touched the gathered rows they go apart again."""
    marks = [UUID(entry["uid"]).hex if "uid" in entry else "" for entry in entries]
    for told in carried.orders:
        printed, order = told["printed"], told["order"]
        places = [i for i in range(len(marks)) if marks[i : i + len(printed)] == printed]
        for place in places[:1]:
            by_mark = dict(zip(printed, entries[place:], strict=False))
            entries[place : place + len(printed)] = [by_mark[mark] for mark in order]
    return entries


def _entry(draft: EntryDraft, carried: Carried, remarks: list[Remark]) -> dict[str, Any] | None:
    known = {f.name for f in fields(entry_kind(draft.kind).document_type)}
    told = {**carried.entries.get(draft.mark, {}), **draft.fields}
    payload = {name: value for name, value in told.items() if name in known}
    payload |= {"kind": draft.kind} | ({"uid": str(UUID(draft.mark))} if draft.mark else {})
    layout = entry_kind(draft.kind).word
    if isinstance(layout, Article):
        payload |= source_note(draft.blocks) | {"body_html": _body(draft, carried, remarks)}
    elif isinstance(layout, Notices):
        payload["text"] = "\n".join(text(b) for b in draft.blocks if isinstance(b, Paragraph)).strip()
        payload["annexes"] = [_annex(annex, carried) for annex in draft.annexes]
    return _fitted(payload, draft, remarks)


def _body(draft: EntryDraft, carried: Carried, remarks: list[Remark]) -> str:
    """What Word could not hold as it was comes back as it was, unless somebody has changed what Word held."""
    try:
        found = rich_text(draft.blocks)
    except richtext.TooLarge as error:
        remarks.append(_remark(draft, str(error), "\n".join(b.text for b in draft.blocks)))
        return ""
    for href in richtext.lost_links(found):
        remarks.append(_remark(draft, "链接的地址读者打不开，只保留了文字，地址没有导入", href))
    before = carried.bodies.get(draft.mark, {})
    is_same = before.get("printed") == sha256(found.encode()).hexdigest()
    return before.get("body_html", found) if is_same else found


def _annex(told: dict[str, Any], carried: Carried) -> dict[str, Any]:
    content = carried.contents.get(str(told.get("sha256")))
    return told if content is None else told | {"content": base64.b64encode(content).decode()}


def _fitted(payload: dict[str, Any], draft: EntryDraft, remarks: list[Remark]) -> dict[str, Any] | None:
    """Without the optional fields that hold what they cannot; None where a field that it needs is missing."""
    optional = set(_optional(draft))
    while True:
        try:
            loading.read_entry(payload)
        except InvalidDocument as error:
            name = error.path.partition("[")[0].partition(".")[0]
            if name not in optional or name not in payload:
                told = "\n".join(dict.fromkeys(block.text for block in draft.seen))
                remarks.append(_remark(draft, f"这一条没有导入（{error}）", told))
                return None
            remarks.append(_remark(draft, f"这一项没有导入：{error.reason}", str(payload.pop(name))))
        else:
            return payload


def _optional(draft: EntryDraft) -> Iterator[str]:
    for f in fields(entry_kind(draft.kind).document_type):
        if (f.default, f.default_factory) != (MISSING, MISSING):
            yield f.name


def _remark(draft: EntryDraft, reason: str, told: str) -> Remark:
    line = draft.seen[0].line if draft.seen else None
    return Remark(line=line, reason=reason, text=told, is_unrecognised=True)
