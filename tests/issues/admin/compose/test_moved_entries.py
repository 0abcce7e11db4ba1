"""放弃勘误 after an entry was moved into another issue."""

import pytest

from issues.actor import acting_as
from issues.editing.placement import place
from issues.models import Issue
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import act, compose, messages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected(editor, reviewer) -> Issue:
    issue = factories.published(factories.document(), editor=editor, reviewer=reviewer)
    return factories.carry(issue, ("correct", editor))


@pytest.fixture
def moved(corrected, editor) -> PolicyItem:
    """Into the next issue."""
    other = factories.issue_of(factories.document(8, sections=factories.sections()[:1]), editor)
    item = PolicyItem.objects.in_issue(corrected.pk).first()
    with acting_as(editor):
        place([item], other.sections.get(kind="policies"))
    return item


def warning(browser, issue: Issue) -> str:
    steps = browser.get(compose(issue)).context["page"].workflow.steps
    return next(step.warning for step in steps if step.action.key == "abandon")


def abandon(browser, issue: Issue) -> list[str]:
    issue.refresh_from_db()
    return messages_of(
        browser.post(act(issue, "workflow", "abandon"), {"seen": issue.version, "note": "点错了"})
    )


def test_abandoning_says_what_stands_in_another_issue_before_and_after(editor, at_desk, corrected, moved):
    browser = at_desk(editor)
    assert f"“{moved.title}”在第8期" in warning(browser, corrected)
    assert "请先到那一期“移回素材库”" in browser.get(compose(corrected)).content.decode()
    messages = abandon(browser, corrected)
    assert "有 1 条已移到别的期，本期另建了一份" in messages[1]
    titles = [item.title for item in PolicyItem.objects.filter(title=moved.title)]
    assert len(titles) == 3, "the one moved, its copy, and the next issue's own of the same name"
    moved.refresh_from_db()
    assert moved.section.issue.number == 8


def test_entry_put_into_the_pool_first_comes_back_as_itself(editor, at_desk, corrected, moved):
    with acting_as(editor):
        place([moved], None)
    browser = at_desk(editor)
    assert warning(browser, corrected) == ""
    assert len(abandon(browser, corrected)) == 1
    assert PolicyItem.objects.get(uid=moved.uid).section.issue == corrected


def test_nothing_is_warned_of_where_nothing_was_moved(editor, at_desk, corrected):
    assert warning(at_desk(editor), corrected) == ""
