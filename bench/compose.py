"""The compose page against the stock way to the same rows: an admin page with an inline formset.

`python -m bench.compose [entries]` prints the queries and the median server time of both, and of the compose page
at twice the size; exit status 1 where a target is missed. It works on a database of its own, in memory. The
compose page is asked for through the whole site, the stock one from its view alone.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

ROUNDS = 15
QUERIES_TARGET, TIME_TARGET = 20, 0.5


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "digest.settings"
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    return report(int(sys.argv[1]) if len(sys.argv) > 1 else 60)


def report(size: int) -> int:
    browser = editors_browser()
    small, large = issue_of(1, size), issue_of(2, 2 * size)
    section = small.sections.get(kind="policies")
    pages: dict[str, Callable[[], Any]] = {
        f"compose page, {size} entries": lambda: browser.get(f"/admin/issues/issue/{small.pk}/change/"),
        f"compose page, {2 * size} entries": lambda: browser.get(f"/admin/issues/issue/{large.pk}/change/"),
        f"stock inline formset, {size} rows": stock_page(browser, section.pk),
    }
    counts = [queries(page) for page in pages.values()]
    seconds = medians(list(pages.values()))
    for name, count, taken in zip(pages, counts, seconds, strict=True):
        print(f"{name}: {count} queries, {taken * 1000:.1f} ms")
    ratio = seconds[0] / seconds[2]
    print(f"compose page / stock formset: {ratio:.2f} (target: at most {TIME_TARGET})")
    return int(counts[0] > QUERIES_TARGET or counts[1] != counts[0] or ratio > TIME_TARGET)


def editors_browser() -> Any:
    from django.contrib.auth.models import Group, User
    from django.test import Client

    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="编辑"))
    browser = Client()
    browser.force_login(user)
    return browser


def issue_of(number: int, size: int) -> Any:
    from datetime import date

    from issues.document import Document, Section
    from issues.editing.storing import store
    from policies.document import PolicyItem

    entries = tuple(
        PolicyItem(
            title=f"江州省印发第 {i} 号文件《关于规范门诊预约管理工作的通知》",
            issuing_bodies=("江州省卫生健康委员会",),
            body_html="<p>通知要求分时段预约。</p>" * 10,
        )
        for i in range(size)
    )
    sections = (Section(kind="policies", title="政策热点", entries=entries),)
    return store(Document(number=number, date=date(2026, 3, 20), title="动态参考", sections=sections))


def stock_page(browser: Any, section_id: int) -> Callable[[], Any]:
    """The stock admin's change page of a section with its entries in a formset: the view alone, on the same site."""
    from django.contrib import admin
    from django.contrib.auth.models import User
    from django.test import RequestFactory

    from issues.models import Section
    from policies.models import PolicyItem

    class PolicyItemInline(admin.TabularInline):
        model = PolicyItem
        fk_name = "section"
        extra = 0
        fields = (
            "title",
            "issuing_bodies",
            "document_title",
            "document_number",
            "issued_on",
            "body_html",
            "source",
            "source_url",
        )

    class StockAdmin(admin.ModelAdmin):
        inlines = (PolicyItemInline,)
        fields = ("title", "intro")

    stock = StockAdmin(Section, admin.site)
    user = User.objects.get(username="editor")

    def load() -> Any:
        request = RequestFactory().get("/")
        request.user = User.objects.get(pk=user.pk)
        return stock.change_view(request, str(section_id)).render()

    return load


def queries(page: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page()
    with CaptureQueriesContext(connection) as captured:
        response = page()
    if response.status_code != 200:
        raise SystemExit(f"the page answered {response.status_code}")
    return len(captured)


def medians(pages: list[Callable[[], Any]]) -> list[float]:
    """Taken in turns, so that whatever else the machine does falls on all alike."""
    rounds = [[_seconds(page) for page in pages] for _ in range(ROUNDS)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def _seconds(page: Callable[[], Any]) -> float:
    start = time.perf_counter()
    page()
    return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main())
