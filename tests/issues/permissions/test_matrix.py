"""docs/permissions.md holds: for every address, everybody, both methods and every status of an issue."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from django.test import Client
from django.test import client as client_module

from issues.exporting import printing
from issues.exporting.pdf import Rendered
from tests.issues.permissions.addresses import address, common_row, posted, routes, shortened
from tests.issues.permissions.answers import Answer, ask, database_digests, seen_on
from tests.issues.permissions.scenario import DRAFT, LETTER, READ, UPLOAD, Scenario, scenario_in

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


@cache
def rows() -> dict[str, dict[str, Cell]]:
    """By address: its own row, or that of all tables of its sort. An address without one is left out."""
    names = {route: shortened(route) for route in routes()}
    return {
        route: table().get(name) or table()[common_row(route)]
        for route, name in names.items()
        if name in table() or common_row(route) in table()
    }


@pytest.fixture(autouse=True)
def _light_requests(monkeypatch):
    """A PDF is what would be printed, which can be searched for what its reader is not to know; and no response keeps
    the contexts of its templates."""
    monkeypatch.setattr(printing, "render_pdf", lambda html, **options: Rendered(html.encode(), pages=1))
    monkeypatch.setattr(client_module, "store_rendered_templates", lambda *args, **kwargs: None)


def browser_of(who: str, scenario: Scenario) -> Client:
    client, user = Client(), scenario.people[who]
    if user is not None:
        client.force_login(user)
    return client


def leaks(who: str, answer: Answer) -> list[str]:
    """What it tells that this person is not to know, and what somebody wrote that came out as markup."""
    hidden = {DRAFT, LETTER, UPLOAD} if who in OUTSIDE else {LETTER}
    hidden |= {UPLOAD} if who != "editor" else set()
    values = {word for word in hidden if word in answer.messages}
    return sorted(values | {f"<{word}" for word in (DRAFT, READ, UPLOAD) if f"<{word}" in answer.page})


def asked(
    who: str, method: str, route: str, scenario: Scenario, client: Client, before: dict[str, str]
) -> Answer:
    """What holds for every request, whoever asks for what."""
    form = (group_of(who), route)
    if method == "POST" and route.endswith(("/change/", "/deadlines/")) and form not in scenario.seen:
        asked(who, "GET", route, scenario, client, before)
    body = posted(route, scenario) | scenario.seen.get(form, {}) if method == "POST" else {}
    answer = ask(client, method, address(route, scenario), body, before)
    assert leaks(who, answer) == [], (who, method, route)
    assert answer.how != "crash", (who, method, route)
    assert method == "POST" or not answer.wrote, (who, method, route)
    if method == "GET":
        scenario.seen[form] = seen_on(answer.page)
    return answer


def group_of(who: str) -> str:
    """Both editors are shown the same forms."""
    return "editor" if who == "other editor" else who


def methods_for(who: str, route: str, status: str) -> list[str]:
    """What is worth asking again in another status than the draft's: those who are asked to sign in, and readers who
    are turned away, are so in all of them, and where one of the same group may read the others may."""
    cell, found = rows()[route][who], []
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


def signed_in(scenario: Scenario, *people: str) -> tuple[dict[str, Client], dict[str, str]]:
    """Their browsers, and the digests of the tables."""
    browsers = {who: browser_of(who, scenario) for who in people}
    return browsers, database_digests()


def test_every_address_has_its_row():
    missing = [route for route in routes() if route not in rows()]
    assert not missing, f"docs/permissions.md has no row for {', '.join(missing)}"
    used = {name for route in routes() for name in (shortened(route), common_row(route))}
    assert not set(table()) - used, "docs/permissions.md has rows for addresses that the site does not have"


def test_addresses_answer_a_draft_as_the_table_says():
    scenario = scenario_in("draft")
    browsers, before = signed_in(scenario, *OUTSIDE, *INSIDE)
    for who, client in browsers.items():
        found, said = {}, {}
        for route in rows():
            get, post = (asked(who, method, route, scenario, client, before) for method in ("GET", "POST"))
            cell = rows()[route][who]
            found[route] = (get.how, post.how, post.wrote)
            said[route] = (cell.get, cell.post, cell.is_changing("draft"))
        assert found == said, who


@pytest.mark.no_cover  # the lines are those of the draft's test, and measuring takes twice as long
@pytest.mark.parametrize("status", [status for status in LETTERS if status != "draft"])
def test_posts_change_an_issue_where_the_table_says(status):
    scenario = scenario_in(status)
    strangers = OUTSIDE if status in LOOKED_AT else ("nobody", "reader")
    browsers, before = signed_in(scenario, *strangers, *INSIDE)
    for who, client in browsers.items():
        changed = {
            route
            for route in rows()
            for method in methods_for(who, route, status)
            if asked(who, method, route, scenario, client, before).wrote
        }
        assert changed == {route for route, row in rows().items() if row[who].is_changing(status)}, who


@pytest.mark.no_cover
def test_no_other_method_does_anything():
    scenario = scenario_in("draft")
    browsers, before = signed_in(scenario, "editor")
    for route in routes():
        for method in ("PUT", "DELETE"):
            asked("editor", method, route, scenario, browsers["editor"], before)


@pytest.mark.no_cover
def test_no_post_without_its_token_does_anything():
    """But for the link in a letter, whose address is the token."""
    scenario = scenario_in("draft")
    client = Client(enforce_csrf_checks=True)
    client.force_login(scenario.people["editor"])
    before = database_digests()
    answered = {route: asked("editor", "POST", route, scenario, client, before) for route in routes()}
    assert [route for route, answer in answered.items() if answer.wrote] == ["mail/stop/<str:token>/"]
    assert [route for route, answer in answered.items() if answer.how == "yes"] == ["mail/stop/<str:token>/"]
