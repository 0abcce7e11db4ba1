"""axe-core finds nothing on any page, in either theme, for whoever may open it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page

from tests import cast
from tests.browser import chromium, sign_in
from tests.issues.permissions.addresses import address, routes
from tests.issues.permissions.scenario import Scenario, scenario_in

__all__ = ["chromium"]
pytestmark = [pytest.mark.browser, pytest.mark.once]
axe = Axe()


def pages(client: Client, scenario: Scenario, where: str) -> Iterator[str]:
    """The addresses that begin like this and answer this person with a page, be it a refusal; each page once."""
    bodies = set()
    for route in (route for route in routes() if route.startswith(where)):
        response = client.get(address(route, scenario))
        if not response.get("Content-Type", "").startswith("text/html") or response.status_code in (
            301,
            302,
            405,
        ):
            continue
        if (body := _untimed(response.content)) not in bodies:
            bodies.add(body)
            yield address(route, scenario)


def _untimed(content: bytes) -> bytes:
    """Without the tokens that make each answer another."""
    return re.sub(rb'csrfmiddlewaretoken" value="\w+"', b"", content)


def violations(page: Page) -> Iterator[str]:
    """Rule and place of each, in both themes; the toolbar and the frame of the editor are not ours."""
    page.emulate_media(color_scheme="light")
    yield from _violations(page, {})
    page.emulate_media(color_scheme="dark")
    yield from _violations(page, {"runOnly": COLOURS})


AT_ONCE = """() => {
  const still = new CSSStyleSheet();
  still.replaceSync("* { transition: none !important }");
  document.adoptedStyleSheets = [still];
}"""
"""Or the colours would be measured on their way from one theme to the other."""
COLOURS = ["color-contrast", "link-in-text-block"]
"""What another theme can change."""


def _violations(page: Page, options: dict[str, Any]) -> Iterator[str]:
    result = axe.run(page, context={"exclude": [[".cke"]]}, options=options).response
    for violation in result["violations"]:
        for node in violation["nodes"]:
            yield f"{violation['id']} {node['target']} {node['html'][:160]}"


@pytest.mark.parametrize(
    ("who", "status", "where"),
    [
        ("administrator", "draft", "admin/"),
        ("reviewer", "submitted", "admin/issues/issue/"),
        ("reader", "published", ""),
    ],
)
def test_axe_finds_nothing_on_any_page(who, status, where, chromium: Browser, live_server):
    scenario, client = scenario_in(status), Client()
    client.force_login(user := getattr(cast, who)())
    context = chromium.new_context(locale="zh-CN", reduced_motion="reduce")
    sign_in(context, user, live_server.url)
    page, faults = context.new_page(), []
    for path in list(pages(client, scenario, where)):
        page.goto(live_server.url + path)
        page.evaluate(AT_ONCE)
        faults += [f"{path} {result}" for result in violations(page)]
    context.close()
    assert faults == []
