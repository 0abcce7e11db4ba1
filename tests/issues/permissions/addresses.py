"""Every address that the site answers, collected from its own table, and what is posted there."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from django.urls import get_resolver

from issues.editing.building import build_document
from issues.models import Thread
from issues.reviewing.verdicts import entry_digest
from policies.models import PolicyItem
from tests.issues.permissions.world import World, revision_of


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


def address(route: str, world: World) -> str:
    model = "/".join(route.split("/")[1:3])
    values = {
        "<path:object_id>": "1" if route.startswith("admin/r/") else world.pks.get(model, 1),
        "<path:content_type_id>": world.pks["content type"],
        "<uuid:pk>": world.imported.pk,
        "<int:pk>": world.pks.get(model, 1),
        "<int:section_id>": world.pks["issues/section"],
        "<slug:key>": "submit" if "workflow" in route else "json",
        "<int:revision>": 1 if "edition" in route else None,
        "<str:token>": world.token,
        "<slug:name>": "review",
        "<uidb64>": "MQ",
        "<token>": "made-up",
        "<issue:number>": world.issue.number,
        "<slug:anchor>": "s1a1",
        "<str:sha256>": world.sha256,
        "<uuid:uid>": world.uid,
        "^(?P<app_label>issues|auth|policies|hospitals|papers)/$": "issues/",
        "(?P<url>.*)$": "nowhere/",
    }
    if "restore/<int:revision>" in route:
        values["<int:revision>"] = revision_of(model, world)
    for name, value in values.items():
        route = route.replace(name, str(value))
    assert not re.search(r"[<^]", route), f"no value for {route}"
    return f"/{route}"


def posted(route: str, world: World) -> dict[str, Any]:
    """What would do something there, were it let."""
    return max(
        ((end, body) for end, body in _bodies(world).items() if f"/{route}".endswith(end)),
        key=lambda found: len(found[0]),
        default=("", {}),
    )[1]


@lru_cache(maxsize=1)
def _bodies(world: World) -> dict[str, dict[str, Any]]:
    """By the end of the route, of which the longest counts."""
    version = {"seen": world.issue.version}
    item = world.pks["policies/policyitem"]
    section = world.pks["issues/section"]
    uid = str(world.uid)
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
        "issue/<int:pk>/bulk/": {"act": "pool", "uid": [uid]},
        "binnedentry/undo/": {"undo": str(world.pks["issues/binnedentry"])},
        "pool/<int:section_id>/": {"uid": [str(waiting.uid)]},
        "sections/add/": {"kind": "cases"},
        "parts/add/": {"section": world.issue.sections.get(kind="papers", parent=None).pk, "title": "新"},
        "deadlines/": {"submit_by": "2026-12-01", "review_by": "2026-12-02"},
        "comment/": {"uid": uid, "text": "意见"},
        "reply/": {"thread": Thread.objects.get().pk, "text": "回复"},
        "resolve/": {"thread": Thread.objects.get().pk, "text": ""},
        "judge/": {"uid": uid, "mark": "passed", "seen": _seen(world)},
        "judge/several/": {
            "passes": [f"{e.uid} {entry_digest(e)}" for e in build_document(world.issue).entries]
        },
        "reopen/": {"uid": uid},
        "editing/": {"what": uid},
        "/delete/": {"post": "yes"},
        "issue/add/": _masthead(22),
        "issue/<path:object_id>/change/": _masthead(world.issue.number),
        "section/<path:object_id>/change/": {"title": "改栏目", "intro": ""},
        "policyitem/add/": {"title": "新条", "body_html": "<p>文</p>", "placement": section},
        "policyitem/<path:object_id>/change/": {
            "title": "改",
            "body_html": "<p>改</p>",
            "placement": section,
        },
        "policyitem/": {"action": "delete_selected", "_selected_action": [item], "post": "yes"},
        "hospital/add/": {"name": "新医院", "aliases": ""},
        "hospital/<path:object_id>/change/": {"name": "改医院", "aliases": ""},
        "policydocument/add/": {"title": "新文件", "issuing_bodies": ""},
        "user/add/": {"username": "new", "new_password": "correct-horse-2", "groups": [1, 2]},
        "masthead/<path:object_id>/change/": {"title": "改", "publishers": "改"},
    }


def _masthead(number: int) -> dict[str, Any]:
    return {"number": number, "date": "2026-03-21", "title": "改刊名", "publishers": "改"}


def _seen(world: World) -> str:
    return next((entry_digest(e) for e in build_document(world.issue).entries if e.uid == world.uid), "")
