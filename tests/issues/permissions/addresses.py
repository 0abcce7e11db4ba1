"""Every address that the site answers, collected from its own table, and what is posted there."""

import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.forms import inlineformset_factory
from django.urls import get_resolver

from issues.editing.building import build_document
from issues.models import Entry, NameRecord, Thread
from issues.reviewing.verdicts import entry_digest
from papers.generated_annexes import seen_of
from policies.annex_form import CompendiumForm
from policies.models import PolicyItem
from tests import factories
from tests.issues.permissions.scenario import Scenario, revision_of


@cache
def routes() -> tuple[str, ...]:
    return tuple(_walk(get_resolver(), ""))


def _walk(resolver: Any, before: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern, route)
        else:
            yield route


def shortened(route: str) -> str:
    """Without the list of apps in the address of an app's page."""
    return re.sub(r"(?<=P<app_label>)[^)]*", "…", route)


def common_row(route: str) -> str:
    """The row of docs/permissions.md for all tables of entries, or of names on record; "" for another address."""
    model = _models().get("/".join(route.split("/")[1:3])) if route.startswith("admin/") else None
    if model is None:
        return ""
    name = "<entry>" if issubclass(model, Entry) else "<record>"
    return f"admin/{name}/" + "/".join(route.split("/")[3:])


@cache
def _models() -> dict[str, type[Model]]:
    """The tables of entries and of names on record, by their part of an address."""
    return {
        f"{model._meta.app_label}/{model._meta.model_name}": model
        for model in apps.get_models()
        if issubclass(model, Entry | NameRecord)
    }


def address(route: str, scenario: Scenario) -> str:
    model = "/".join(route.split("/")[1:3])
    values = {
        "<path:object_id>": "1" if route.startswith("admin/r/") else scenario.pks.get(model, 1),
        "<path:content_type_id>": scenario.pks["content type"],
        "<uuid:pk>": scenario.imported.pk,
        "<int:pk>": scenario.pks.get(model, 1),
        "<int:section_id>": scenario.pks["issues/section"],
        "<slug:key>": "submit" if "workflow" in route else "json",
        "<int:revision>": 1 if "edition" in route else None,
        "<str:token>": scenario.token,
        "<slug:name>": "review",
        "<uidb64>": "MQ",
        "<token>": "made-up",
        "<issue:number>": scenario.issue.number,
        "<slug:anchor>": "s1a1",
        "<str:sha256>": scenario.sha256,
        "<uuid:uid>": scenario.uid,
        "^(?P<app_label>…)/$": "issues/",
        "(?P<url>.*)$": "nowhere/",
    }
    if "restore/<int:revision>" in route:
        values["<int:revision>"] = revision_of(model, scenario)
    route = shortened(route)
    for name, value in values.items():
        route = route.replace(name, str(value))
    assert not re.search(r"[<^]", route), f"no value for {route}"
    return f"/{route}"


def posted(route: str, scenario: Scenario) -> dict[str, Any]:
    """What would do something there, were it let."""
    return max(
        ((end, body) for end, body in _bodies(scenario).items() if f"/{route}".endswith(end)),
        key=lambda found: len(found[0]),
        default=("", {}),
    )[1]


@lru_cache(maxsize=1)
def _bodies(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """By the end of the route, of which the longest counts."""
    bodies = _page_bodies(scenario)
    for model in _models().values():
        name = model._meta.model_name
        body = _entry_body(model, scenario) if issubclass(model, Entry) else {"name": "新名称", "aliases": ""}
        bodies |= {f"{name}/add/": body, f"{name}/<path:object_id>/change/": body}
        if issubclass(model, Entry):
            pk = scenario.pks[model._meta.label_lower.replace(".", "/")]
            bodies[f"{name}/"] = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
    return bodies


def _entry_body(model: type[Entry], scenario: Scenario) -> dict[str, Any]:
    """What a person fills in: the texts of an entry of this kind, in the section of the entry that is in the issue."""
    entry = factories.entry(model.document_type.kind)
    columns = {field.name for field in model._meta.fields} - {"uid"}
    values = {field.name: getattr(entry, field.name) for field in fields(entry) if field.name in columns}
    counts = {
        f"{inlineformset_factory(model, inline.model, fields=()).get_default_prefix()}-{name}_FORMS": 0
        for inline in admin.site.get_model_admin(model).inlines
        for name in ("TOTAL", "INITIAL")
    }
    row = model.objects.get(pk=scenario.pks[model._meta.label_lower.replace(".", "/")])
    texts = {
        name: "\n".join(value) if isinstance(value, tuple) else value or "" for name, value in values.items()
    }
    return texts | counts | {"placement": row.section_id}


def _page_bodies(scenario: Scenario) -> dict[str, dict[str, Any]]:
    version = {"seen": scenario.issue.version}
    section = scenario.pks["issues/section"]
    uid = str(scenario.uid)
    waiting = PolicyItem.objects.pooled().get()
    return {
        "login/": {"username": "editor", "password": "wrong-password"},
        "account/mail/": {"when": "never"},
        "/import/": {"file": "", "number": "22"},
        "import/<uuid:pk>/": {"number": "21", "date": "2026-03-20", "confirm": ""},
        "workflow/<slug:key>/": version,
        "arrange/": {**version, "section": section, "uid": [uid]},
        "/move/": {"down": uid},
        "sections/move/": {"down": section},
        "pooled/": {"uid": uid},
        "issue/<int:pk>/bulk/": {"operation": "pool", "uid": [uid]},
        "binnedentry/undo/": {"undo": str(scenario.pks["issues/binnedentry"])},
        "pool/<int:section_id>/": {"uid": [str(waiting.uid)]},
        "sections/add/": {"kind": "cases"},
        "parts/add/": {"section": scenario.issue.sections.get(kind="papers", parent=None).pk, "title": "新"},
        "deadlines/": {"submit_by": "2026-12-01", "review_by": "2026-12-02"},
        "comment/": {"uid": uid, "text": "意见"},
        "reply/": {"thread": Thread.objects.get().pk, "text": "回复"},
        "resolve/": {"thread": Thread.objects.get().pk, "text": ""},
        "judge/": {"uid": uid, "mark": "passed", "seen": _seen(scenario)},
        "judge/several/": {
            "passes": [f"{e.uid} {entry_digest(e)}" for e in build_document(scenario.issue).entries]
        },
        "reopen/": {"uid": uid},
        "editing/": {"what": uid},
        "/delete/": {"post": "yes"},
        "issue/add/": _masthead(22),
        "issue/<path:object_id>/change/": _masthead(scenario.issue.number),
        "section/<path:object_id>/change/": {"title": "改栏目", "intro": ""},
        "notice/<int:pk>/annexes/": _generated_annex(),
        "policydocument/add/": {"title": "新文件", "issuing_bodies": ""},
        "user/add/": {"username": "new", "new_password": "correct-horse-2", "groups": [1, 2]},
        "masthead/<path:object_id>/change/": {"title": "改", "publishers": "改"},
    }


def _generated_annex() -> dict[str, Any]:
    form = CompendiumForm({"year": 2025})
    assert form.is_valid(), form.errors
    return {"make": "policies", "year": 2025, "seen": seen_of(form.annex_title, form.content())}


def _masthead(number: int) -> dict[str, Any]:
    return {"number": number, "date": "2026-03-21", "title": "改刊名", "publishers": "改"}


def _seen(scenario: Scenario) -> str:
    return next(
        (entry_digest(e) for e in build_document(scenario.issue).entries if e.uid == scenario.uid), ""
    )
