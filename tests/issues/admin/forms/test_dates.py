"""One form for dates and one for moments, wherever the office shows them."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from issues.document.partial_date import format_day
from issues.mail.wording import format_moment
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import act, compose

MOMENT = datetime(2025, 3, 4, 6, 5, tzinfo=UTC)
SHOWN = "2025年3月4日 14:05"
OFFICE = Path(settings.BASE_DIR) / "templates" / "admin"


def test_words_say_date_and_moment_in_full():
    assert (format_day(date(2025, 3, 4)), format_moment(MOMENT)) == ("2025年3月4日", SHOWN)


@pytest.mark.django_db
def test_pages_say_it_as_the_words_do(editor, reviewer, at_desk, draft):
    factories.carry(draft, ("submit", editor), ("return", reviewer))
    item = PolicyItem.objects.in_issue(draft.pk).first()
    browser = at_desk(editor)
    pages = [
        "/admin/",
        compose(draft),
        act(draft, "deadlines"),
        reverse("admin:policies_policyitem_history", args=[item.pk]),
        "/admin/issues/transition/",
        "/admin/policies/policyitem/",
    ]
    for page in pages:
        html = browser.get(page).content.decode()
        text = re.sub(r"<[^>]+>", " ", html[html.index('id="content"') :])
        assert re.search(r"20\d\d年\d+月\d+日", text), page
        assert (
            re.findall(r"20\d\d-\d\d-\d\d|(?<!年)\b\d+月\d+日", re.sub(r"如[ ：]2026-\S+", "", text)) == []
        ), page


def test_templates_of_the_office_name_no_form_of_their_own():
    """The review page has little room for the year; `c` is for machines."""
    pages = [path for path in OFFICE.rglob("*.html") if "review" not in str(path)]
    named = {form for path in pages for form in re.findall(r'\|date:"([^"]+)"', path.read_text())}
    assert named - {"c"} == {"DATE_FORMAT", "DATETIME_FORMAT"}
