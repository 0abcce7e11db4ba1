"""Who else has a form open."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from issues.models import Editing
from policies.models import PolicyItem
from tests.issues.admin.pages import compose

pytestmark = pytest.mark.django_db
BEAT = "/admin/issues/issue/editing/"


@pytest.fixture
def item(draft) -> PolicyItem:
    return PolicyItem.objects.in_issue(draft.pk).first()


def other_people(response) -> list[str]:
    return response.json()["others"]


def test_two_people_on_one_entry_hear_of_each_other(editor, second_editor, at_desk, item):
    first, second = at_desk(editor), at_desk(second_editor)
    assert other_people(first.post(BEAT, {"what": item.uid})) == []
    assert other_people(second.post(BEAT, {"what": item.uid})) == ["林知远也打开了这一条（刚刚）"]
    assert other_people(first.post(BEAT, {"what": item.uid, "typed": "1"})) == [
        "沈嘉禾也打开了这一条（刚刚）"
    ]
    page = second.get(reverse("admin:policies_policyitem_change", args=[item.pk])).content.decode()
    assert "<p>林知远正在修改这一条（刚刚还在输入）</p>" in page
    second.post(BEAT, {"what": item.uid, "left": "1"})
    assert other_people(first.post(BEAT, {"what": item.uid})) == []


def test_compose_page_names_who_edits_with_one_query(
    editor, second_editor, at_desk, draft, item, django_assert_num_queries
):
    browser, section = at_desk(editor), draft.sections.get(kind="news")
    browser.get(compose(draft))
    with django_assert_num_queries(19):
        assert "正在修改" not in browser.get(compose(draft)).content.decode()
    for what in (item.uid, f"section-{section.pk}", PolicyItem.objects.last().uid):
        at_desk(second_editor).post(BEAT, {"what": what})
    with django_assert_num_queries(19):
        html = browser.get(compose(draft)).content.decode()
    assert html.count("沈嘉禾正在修改") == 3
    assert "正在修改" not in at_desk(second_editor).get(compose(draft)).content.decode(), "not oneself"


def test_form_left_without_a_word_is_forgotten(editor, second_editor, at_desk, item):
    at_desk(second_editor).post(BEAT, {"what": item.uid})
    Editing.objects.update(at=timezone.now() - timedelta(minutes=3))
    assert other_people(at_desk(editor).post(BEAT, {"what": item.uid})) == []
    assert Editing.objects.get().user == editor, "a later heartbeat removed the old one"


@pytest.mark.parametrize("what", ["", "x", "section-", "section-²", "section-1; drop", "a" * 500])
def test_heartbeat_of_nothing_known_is_refused(editor, at_desk, what):
    assert at_desk(editor).post(BEAT, {"what": what}).status_code == 400
    assert not Editing.objects.exists()


def test_heartbeat_is_for_those_who_may_see_drafts(reader, reviewer, at_desk, item):
    assert at_desk(reviewer).post(BEAT, {"what": item.uid}).status_code == 200
    reader.is_staff = True
    reader.save()
    assert at_desk(reader).post(BEAT, {"what": item.uid}).status_code == 403
    assert at_desk(reader).get(BEAT).status_code == 403


def test_open_page_can_look_again_without_saying_that_it_is_open(
    editor, second_editor, reviewer, at_desk, draft, item, django_assert_num_queries
):
    section = f"section-{draft.sections.get(kind='news').pk}"
    for what in (item.uid, section):
        at_desk(second_editor).post(BEAT, {"what": what})
    for user in (editor, reviewer):
        shown = at_desk(user).get(BEAT).json()
        assert shown == {"editing": {str(item.uid): ["沈嘉禾"], section: ["沈嘉禾"]}}
    assert at_desk(second_editor).get(BEAT).json() == {"editing": {}}
    assert other_people(at_desk(reviewer).get(BEAT, {"what": item.uid})) == ["沈嘉禾也打开了这一条（刚刚）"]
    assert other_people(at_desk(reviewer).get(BEAT, {"what": "x"})) == []
    assert Editing.objects.count() == 2
