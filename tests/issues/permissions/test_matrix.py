"""docs/permissions.md holds: for every address, everybody, both methods and every status of an issue."""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.test import Client

from tests.issues.permissions.addresses import address, posted, routes
from tests.issues.permissions.observing import Answer, ask, fingerprint
from tests.issues.permissions.world import DRAFT, LETTER, READ, UPLOAD, World, world_in

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parents[3] / "docs" / "permissions.md"
OUTSIDE = ("nobody", "reader", "staff")
INSIDE = ("editor", "other editor", "reviewer")
LETTERS = {
    "draft": "d",
    "submitted": "s",
    "returned": "r",
    "approved": "a",
    "scheduled": "t",
    "published": "p",
    "withdrawn": "w",
    "correcting": "c",
}


class Cell(NamedTuple):
    get: str
    post: str
    changes: str = ""

    def is_changing(self, status: str) -> bool:
        return self.changes == "*" or LETTERS[status] in self.changes


@cache
def table() -> dict[str, dict[str, Cell]]:
    head, _, *rows = (
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|\n"))]
        for line in TABLE.read_text().splitlines()
        if line.startswith("|")
    )
    return {
        row[0].strip("`").replace("\\|", "|"): {
            who: Cell(*cell.split()) for who, cell in zip(head[1:], row[1:], strict=True)
        }
        for row in rows
    }


def browser_of(who: str, world: World) -> Client:
    client, user = Client(), world.people[who]
    if user is not None:
        client.force_login(user)
    return client


def leaks(who: str, answer: Answer) -> list[str]:
    """What it tells that this person is not to know, and what somebody wrote that came out as markup."""
    hidden = {DRAFT, LETTER, UPLOAD} if who in OUTSIDE else {LETTER}
    hidden |= {UPLOAD} if who != "editor" else set()
    told = {word for word in hidden if word in answer.told}
    return sorted(told | {f"<{word}" for word in (DRAFT, READ, UPLOAD) if f"<{word}" in answer.page})


def asked(who: str, method: str, route: str, world: World, client: Client, before: str) -> Answer:
    """What holds for every request, whoever asks for what."""
    body: dict[str, Any] = posted(route, world) if method == "POST" else {}
    answer = ask(client, method, address(route, world), body, before)
    assert leaks(who, answer) == [], (who, method, route)
    assert answer.how != "crash", (who, method, route)
    assert method == "POST" or not answer.wrote, (who, method, route)
    return answer


def methods_for(who: str, route: str, status: str) -> list[str]:
    """What is worth asking again in another status than the draft's: those who are asked to sign in, and readers who
    are turned away, are so in all of them, and where one of the same group may read the others may."""
    cell, found = table()[route][who], []
    is_outside = who in ("nobody", "reader")
    if cell.get != "login" and (
        (is_outside and cell.get != "no")
        or (not is_outside and who != "other editor" and status in LOOKED_AT)
    ):
        found.append("GET")
    if cell.post in ("yes", "none"):
        found.append("POST")
    return found


LOOKED_AT = ("submitted", "correcting")
"""Statuses in which nobody's reading is left out: of a draft in review, and of one behind what readers have."""


def signed_in(world: World, *people: str) -> tuple[dict[str, Client], str]:
    """Their browsers, and the fingerprint of the database."""
    browsers = {who: browser_of(who, world) for who in people}
    return browsers, fingerprint()


def test_every_address_has_its_row():
    assert sorted(table()) == sorted(routes())


def test_addresses_answer_a_draft_as_the_table_says():
    world = world_in("draft")
    browsers, before = signed_in(world, *OUTSIDE, *INSIDE)
    for who, client in browsers.items():
        found, said = {}, {}
        for route in routes():
            get, post = (asked(who, method, route, world, client, before) for method in ("GET", "POST"))
            cell = table()[route][who]
            found[route] = (get.how, post.how, post.wrote)
            said[route] = (cell.get, cell.post, cell.is_changing("draft"))
        assert found == said, who


@pytest.mark.parametrize("status", [status for status in LETTERS if status != "draft"])
def test_posts_change_an_issue_where_the_table_says(status):
    world = world_in(status)
    strangers = OUTSIDE if status in LOOKED_AT else ("nobody", "reader")
    browsers, before = signed_in(world, *strangers, *INSIDE)
    for who, client in browsers.items():
        changed = {
            route
            for route in routes()
            for method in methods_for(who, route, status)
            if asked(who, method, route, world, client, before).wrote
        }
        assert changed == {route for route, row in table().items() if row[who].is_changing(status)}, who


def test_no_other_method_does_anything():
    world = world_in("draft")
    browsers, before = signed_in(world, "editor")
    for route in routes():
        for method in ("PUT", "DELETE"):
            asked("editor", method, route, world, browsers["editor"], before)


def test_no_post_without_its_token_does_anything():
    """But for the link in a letter, whose address is the token."""
    world = world_in("draft")
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["editor"])
    before = fingerprint()
    answered = {route: asked("editor", "POST", route, world, client, before) for route in routes()}
    assert [route for route, answer in answered.items() if answer.wrote] == ["mail/stop/<str:token>/"]
    assert [route for route, answer in answered.items() if answer.how == "yes"] == ["mail/stop/<str:token>/"]
