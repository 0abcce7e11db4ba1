"""Records are looked at and never touched, by administrators neither."""

import pytest
from django.urls import reverse

from issues.models import Edition, Masthead, Thread, Transition
from issues.reviewing.comments import raise_comment, reply
from policies.models import PolicyItem
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def records(editor, reviewer):
    issue = factories.published(factories.document(8), editor=editor, reviewer=reviewer)
    draft = factories.issue_of(factories.document(9), editor)
    factories.carry(draft, ("submit", editor))
    item = PolicyItem.objects.in_issue(draft.pk).first()
    thread = raise_comment(draft, by=reviewer, text="文号<b>不对</b>", uid=item.uid)
    return {Transition: issue.transitions.first(), Edition: issue.edition, Thread: thread}


@pytest.mark.parametrize("model", [Transition, Edition, Thread])
def test_administrator_reads_and_cannot_write(administrator, at_desk, records, model):
    browser, row = at_desk(administrator), records[model]
    name = f"admin:issues_{model._meta.model_name}"
    page = browser.get(reverse(f"{name}_changelist"))
    assert page.status_code == 200
    assert 'name="action"' not in page.content.decode()
    assert browser.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
    for address in ("change", "delete"):
        posted = browser.post(reverse(f"{name}_{address}", args=[row.pk]), {"post": "yes", "note": "改"})
        assert posted.status_code == 403
    assert browser.post(reverse(f"{name}_add"), {}).status_code == 403
    browser.post(
        reverse(f"{name}_changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
    )
    assert model.objects.filter(pk=row.pk).exists()


def test_comments_are_listed_with_their_entry_and_state(
    administrator, editor, at_desk, records, django_assert_max_num_queries
):
    reply(records[Thread], by=editor, text="已改")
    browser = at_desk(administrator)
    html = browser.get("/admin/issues/thread/").content.decode()
    for words in ("第9期", factories.policy_item().title, "文号&lt;b&gt;不对&lt;/b&gt;", "已回复", "周慎行"):
        assert words in html
    assert "已改" in browser.get(f"/admin/issues/thread/{records[Thread].pk}/change/").content.decode()
    with django_assert_max_num_queries(10):
        browser.get("/admin/issues/thread/")


def test_record_names_the_stage_that_was_signed(administrator, editor, reviewer, at_desk, db):
    for position, name in enumerate(("初审", "终审")):
        Masthead.current().stages.create(name=name, position=position)
    issue = factories.issue_of(factories.document(9), editor)
    factories.carry(issue, ("submit", editor), ("approve", reviewer))
    browser = at_desk(administrator)
    assert (
        f"issue__id__exact={issue.pk}"
        in browser.get(f"/admin/issues/issue/{issue.pk}/history/").content.decode()
    )
    page = browser.get(f"/admin/issues/transition/?issue__id__exact={issue.pk}")
    assert "审核通过（初审）" in page.content.decode()
    composing = browser.get(f"/admin/issues/issue/{issue.pk}/change/")
    assert "审核通过（初审）" in composing.content.decode()
