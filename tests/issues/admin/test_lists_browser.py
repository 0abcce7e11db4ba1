"""The lists of the office fit the screens of old office computers, with every column in sight."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests import factories
from tests.browser import chromium, open_context, page, sign_in

__all__ = ["chromium", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

LISTS = (
    "hospitals/hospitalnewslink/",
    "hospitals/casestudy/",
    "papers/journalabstract/",
    "papers/notice/",
    "policies/policyitem/",
    "papers/journal/",
    "issues/issue/",
    "issues/transition/",
)
FITS = """() => {
  const table = document.getElementById('result_list').getBoundingClientRect();
  const root = document.documentElement;
  const cells = [...document.querySelectorAll('#result_list :is(td, th)')];
  const cut = cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1);
  return { scrolls: root.scrollWidth > root.clientWidth, cut: cut.length,
    inside: table.right <= document.getElementById('content').getBoundingClientRect().right };
}"""


@pytest.mark.parametrize("width", [1024, 1280, 1366, 1440])
def test_lists_show_every_column_at_the_widths_of_office_screens(
    chromium: Browser, live_server: LiveServer, editor: User, width: int
):
    long = "望澜市人民医院与江州大学附属第一医院联合开展的多中心门诊流程再造与患者体验改进"
    factories.carry(
        factories.issue_of(
            factories.document(
                sections=(
                    *factories.sections()[:3],
                    factories.Section(
                        kind="news",
                        title="国内部分医院网站资讯选摘",
                        entries=(factories.news_link(long, hospital="江州大学医学院附属望澜市第一人民医院"),),
                    ),
                    factories.sections()[4],
                )
            ),
            editor,
        ),
        ("submit", editor),
        ("recall", editor),
    )
    context = open_context(chromium)
    context.set_default_timeout(15_000)
    sign_in(context, editor, live_server.url)
    screen: Page = context.new_page()
    screen.set_viewport_size({"width": width, "height": 800})
    for address in LISTS:
        screen.goto(f"{live_server.url}/admin/{address}")
        shown = (address, screen.evaluate(FITS))
        assert shown == (address, {"scrolls": False, "cut": 0, "inside": True})
    context.close()
