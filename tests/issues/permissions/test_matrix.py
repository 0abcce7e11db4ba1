"""docs/permissions.md holds: for every address, everybody and both methods."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from django.test import Client

from tests.issues.permissions.addresses import address, posted, routes
from tests.issues.permissions.observing import Answer, ask, fingerprint
from tests.issues.permissions.world import DRAFT, LETTER, UPLOAD, World, world_in

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parents[3] / "docs" / "permissions.md"
OUTSIDE = ("nobody", "reader", "staff")
INSIDE = ("editor", "other editor", "reviewer")


class Cell(NamedTuple):
    get: str
    post: str
    changes: str = ""


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


def secrets_told(who: str, answer: Answer) -> list[str]:
    hidden = {DRAFT, LETTER, UPLOAD} if who in OUTSIDE else {LETTER}
    hidden |= {UPLOAD} if who != "editor" else set()
    return sorted(word for word in hidden if word in answer.told)


def test_every_address_has_its_row():
    assert sorted(table()) == sorted(routes())


@pytest.mark.parametrize("who", [*OUTSIDE, *INSIDE])
def test_addresses_answer_a_draft_as_the_table_says(who):
    world = world_in("draft")
    client = browser_of(who, world)
    before, found = fingerprint(), {}
    for route in routes():
        there = address(route, world)
        get = ask(client, "GET", there, {}, before)
        post = ask(client, "POST", there, posted(route, world), before)
        assert not get.wrote, route
        assert secrets_told(who, get) + secrets_told(who, post) == [], route
        told = table()[route][who]
        found[route] = Cell(get.how, post.how, told.changes.replace("d", "") + "d" * post.wrote)
    assert found == {
        route: Cell(cell.get, cell.post, cell.changes.replace("d", "") + "d" * ("d" in cell.changes))
        for route, cell in ((route, row[who]) for route, row in table().items())
    }


@pytest.mark.parametrize("who", INSIDE)
def test_posts_change_an_issue_in_review_where_the_table_says(who):
    world = world_in("submitted")
    client = browser_of(who, world)
    before = fingerprint()
    changed = [
        route
        for route in routes()
        if ask(client, "POST", address(route, world), posted(route, world), before).wrote
    ]
    assert sorted(changed) == sorted(route for route, row in table().items() if "s" in row[who].changes)


@pytest.mark.parametrize("status", ["submitted", "published", "correcting"])
def test_no_word_of_a_draft_reaches_who_may_not_see_it(status):
    world = world_in(status)
    for who in OUTSIDE:
        client = browser_of(who, world)
        before = fingerprint()
        for route in routes():
            there, body = address(route, world), posted(route, world)
            for method in ("GET", "POST", "PUT") if status == "submitted" else ("GET", "POST"):
                answer = ask(client, method, there, body if method == "POST" else {}, before)
                assert secrets_told(who, answer) == [], (who, method, route)
                assert answer.how != "crash", (who, method, route)
                allowed = method == "POST" and "s" in table()[route][who].changes
                assert not answer.wrote or allowed, (who, method, route)
