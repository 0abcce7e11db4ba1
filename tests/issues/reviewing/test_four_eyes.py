"""Ways around the four eyes and the locks, each tried by somebody who would like to approve their own words."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection

from hospitals.models import Hospital
from issues.actor import acting_as
from issues.editing import placement
from issues.editing.building import build_document
from issues.editing.merging import merge
from issues.editing.placement import place
from issues.editing.restoring import restore_deleted, restore_revision
from issues.models import EntryRevision, Issue, Masthead, SectionDefault, Verdict
from issues.models.bases.content_lock import ContentLocked
from issues.reviewing.comments import raise_comment
from issues.reviewing.rules import why_not_approve
from issues.reviewing.verdicts import entry_digest, give_verdict, needing_change, verdicts
from issues.workflow import transitions
from papers.models import JournalAbstract
from policies.models import PolicyItem
from tests import cast, factories
from tests.issues.admin.pages import messages_of
from tests.rendered import seen

pytestmark = pytest.mark.django_db

Mark = Verdict.Mark
LIST = "/admin/policies/policyitem/"


@pytest.fixture
def both():
    """Editor and reviewer in one person."""
    return cast.both()


def perform(issue, key, by, note=""):
    issue.refresh_from_db()
    return transitions.perform(issue, key, by=by, note=note)


def publish_and_correct(issue, editor, reviewer):
    issue.refresh_from_db()
    factories.carry(
        issue, ("submit", editor), ("approve", reviewer), ("publish", editor), ("correct", editor)
    )


def first(issue) -> PolicyItem:
    return PolicyItem.objects.filter(section__issue=issue).order_by("position")[0]


def retitle(item, title, by):
    with acting_as(by):
        item.title = title
        item.save()


def marked(issue, uid, mark, by):
    entry = next(entry for entry in build_document(issue).entries if entry.uid == uid)
    return give_verdict(issue, uid, mark, by=by, seen=entry_digest(entry))


def refused_to_approve(issue, by):
    with pytest.raises(transitions.Unmet, match="编审分离"):
        perform(issue, "approve", by)
    return True


# Words that come back by another's hand


def test_old_words_brought_back_are_still_their_authors(draft, editor, reviewer, both):
    """In the next revision nobody has changed anything yet; the words of the first are whose they were."""
    retitle(first(draft), "两全写的", both)
    old = EntryRevision.objects.of(first(draft).uid)[0]
    retitle(first(draft), "林知远改过的", editor)
    publish_and_correct(draft, editor, reviewer)
    with acting_as(editor):
        restore_revision(first(draft), old)
    perform(draft, "submit", editor)
    assert first(draft).title == "两全写的"
    assert refused_to_approve(draft, both)


def test_deleted_entry_brought_back_is_still_its_authors(draft, editor, second_editor, both):
    item = first(draft)
    retitle(item, "两全写的", both)
    uid = item.uid
    with acting_as(editor):
        item.delete()
        back = restore_deleted(EntryRevision.objects.of(uid)[0])
    other = factories.issue_of(factories.document(8, reviewer=""), editor)
    with acting_as(second_editor):
        place([back], other.sections.get(kind="policies"))
    perform(other, "submit", second_editor)
    assert refused_to_approve(other, both)


def test_entry_of_an_abandoned_correction_is_still_its_authors(draft, editor, second_editor, reviewer, both):
    retitle(first(draft), "两全写的", both)
    publish_and_correct(draft, editor, reviewer)
    perform(draft, "abandon", editor, note="点错了")
    assert both.pk in first(draft).written_by
    perform(draft, "correct", editor, note="移到下期")
    other = factories.issue_of(factories.document(8, sections=factories.sections()[:1], reviewer=""), editor)
    with acting_as(second_editor):
        place([first(draft)], other.sections.get(kind="policies"))
    perform(other, "submit", second_editor)
    assert refused_to_approve(other, both)


@pytest.mark.parametrize("path", ["save", "update"])
def test_words_in_the_pool_are_their_authors_on_every_path(path, editor, both):
    item = PolicyItem.objects.create(title="待用", body_html="<p>文</p>")
    with acting_as(both):
        if path == "save":
            item.title = "两全写的"
            item.save()
        else:
            PolicyItem.objects.filter(pk=item.pk).update(title="两全写的")
    other = factories.issue_of(factories.document(8, reviewer=""), editor)
    with acting_as(editor):
        place([PolicyItem.objects.get(pk=item.pk)], other.sections.get(kind="policies"))
    other.refresh_from_db()
    assert why_not_approve(other, both)


def test_writer_is_not_forgotten_by_who_had_read_the_entry_before(editor, both):
    """Two have the entry in hand; whoever saves last does not wipe out that the other wrote."""
    item = PolicyItem.objects.create(title="待用", body_html="<p>文</p>")
    stale = PolicyItem.objects.get(pk=item.pk)
    retitle(item, "两全写的", both)
    other = factories.issue_of(factories.document(8, reviewer=""), editor)
    with acting_as(editor):
        place([stale], other.sections.get(kind="policies"))
    other.refresh_from_db()
    assert PolicyItem.objects.get(pk=item.pk).written_by == [both.pk]
    assert why_not_approve(other, both)


def test_superuser_has_no_third_eye(draft, administrator, editor):
    retitle(first(draft), "管理员改的", administrator)
    perform(draft, "submit", editor)
    assert refused_to_approve(draft, administrator)


def test_order_and_annexes_count_as_changes_of_the_revision(draft, editor, both, at_desk):
    uid = first(draft).uid
    at_desk(both).post(f"/admin/issues/issue/{draft.pk}/move/", {"down": uid})
    perform(draft, "submit", editor)
    assert refused_to_approve(draft, both)


# What posted fields can do


def test_form_takes_no_field_beyond_its_own(draft, editor, second_editor, at_desk):
    item, before = first(draft), Issue.objects.values().get(pk=draft.pk)
    posted = {
        "title": "新题",
        "body_html": "<p>文</p>",
        "placement": item.section_id,
        "uid": "00000000-0000-0000-0000-000000000001",
        "written_by": "[]",
        "position": 99,
        "section": "",
        "revised_by": "[]",
        "status": "approved",
    }
    browser, address = at_desk(second_editor), f"{LIST}{item.pk}/change/"
    assert browser.post(address, posted | seen(browser, address)).status_code == 302
    after = first(draft)
    assert (after.uid, after.position, after.section_id) == (item.uid, item.position, item.section_id)
    assert after.written_by == [editor.pk, second_editor.pk]
    state = Issue.objects.values().get(pk=draft.pk)
    assert state["revised_by"] == [editor.pk, second_editor.pk]
    assert state | {"version": 0, "revised_by": 0} == before | {"version": 0, "revised_by": 0}


def test_masthead_form_writes_no_state(draft, editor, at_desk):
    before = Issue.objects.values().get(pk=draft.pk)
    posted = {
        "number": 7,
        "date": "2026-03-20",
        "title": "动态参考",
        "publishers": "望澜医院管理研究所",
        "status": "approved",
        "version": 1,
        "revision": 9,
        "revised_by": "[]",
        "approved_digest": "0" * 64,
        "stage": 3,
        "stages": "[]",
        "signatures": '[{"stage": "终审", "name": "谁"}]',
        "publish_at": "2027-01-01 08:00",
        "scheduled_by": editor.pk,
        "edition": 1,
    }
    browser, address = at_desk(editor), f"/admin/issues/issue/{draft.pk}/change/"
    assert browser.post(address, posted | seen(browser, address)).status_code == 302
    after = Issue.objects.values().get(pk=draft.pk)
    assert {name: after[name] for name in after if name in before and name in STATE} == {
        name: before[name] for name in STATE
    }


STATE = ("status", "revision", "revised_by", "approved_digest", "stage", "stages", "signatures", "publish_at")


# What passed stays as it was passed


@pytest.fixture
def returned(draft, editor, reviewer):
    """The first policy item passed."""
    perform(draft, "submit", editor)
    marked(draft, first(draft).uid, Mark.PASSED, reviewer)
    perform(draft, "return", reviewer, note="其余请改")
    return draft


def test_refused_deletion_of_many_leaves_no_word_of_one(returned, editor, at_desk):
    item = first(returned)
    rows = {"action": "delete_selected", "_selected_action": [item.pk], "post": "yes"}
    response = at_desk(editor).post(LIST, rows)
    assert "已审核通过，不能修改" in messages_of(response)[0]
    assert PolicyItem.objects.filter(pk=item.pk).exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("path", ["row", "rows"])
def test_section_does_not_take_a_passed_entry_with_it(path, returned, editor):
    item = first(returned)
    section = item.section
    with acting_as(editor), pytest.raises(ContentLocked, match="已审核通过，不能修改"):
        (section if path == "row" else returned.sections.filter(pk=section.pk)).delete()
    assert PolicyItem.objects.filter(pk=item.pk).exists()


def test_locked_entry_is_not_overwritten_by_an_insert(returned, editor):
    item = first(returned)
    item.title, item.section = "改写", None
    with acting_as(editor), pytest.raises(ValueError, match="stored rows"):
        PolicyItem.objects.bulk_create(
            [item], update_conflicts=True, update_fields=["title"], unique_fields=["pk"]
        )
    assert first(returned).title != "改写"


def test_entry_changed_since_it_passed_is_open_after_the_return(draft, editor, reviewer):
    perform(draft, "submit", editor)
    passed, changed = PolicyItem.objects.filter(section__issue=draft).order_by("position")
    for item in (passed, changed):
        marked(draft, item.uid, Mark.PASSED, reviewer)
    perform(draft, "recall", editor)
    retitle(changed, "撤回之后改的", editor)
    perform(draft, "submit", editor)
    perform(draft, "return", reviewer, note="请改")
    assert Verdict.objects.passed_uids([draft.pk]) == {passed.uid}


def test_marks_of_an_abandoned_correction_are_none_of_the_next(draft, editor, second_editor, reviewer):
    publish_and_correct(draft, editor, reviewer)
    one, two = PolicyItem.objects.filter(section__issue=draft).order_by("position")
    perform(draft, "submit", editor)
    marked(draft, one.uid, Mark.PASSED, reviewer)
    marked(draft, two.uid, Mark.NEEDS_CHANGE, reviewer)
    perform(draft, "recall", editor)
    perform(draft, "abandon", editor, note="点错了")
    perform(draft, "correct", second_editor, note="再来")
    assert (verdicts(draft), needing_change(draft)) == ({}, [])


def test_abandoned_correction_of_an_issue_in_stages_is_as_published(draft, editor):
    for position, name in enumerate(("初审", "终审")):
        Masthead.current().stages.create(name=name, position=position)
    one, two = (cast.member(f"r{n}", "审核", name=f"审第{n}") for n in (1, 2))
    factories.carry(draft, ("submit", editor), ("approve", one), ("approve", two), ("publish", editor))
    perform(draft, "correct", editor, note="有误")
    perform(draft, "abandon", editor, note="点错了")
    assert build_document(draft) == draft.edition.document


# Stages


def stages(*names):
    Masthead.current().stages.all().delete()
    for position, name in enumerate(names):
        Masthead.current().stages.create(name=name, position=position)


def test_stages_renamed_while_in_review_hold_from_the_next_round(draft, editor):
    stages("初审", "终审")
    one = cast.member("r1", "审核")
    perform(draft, "submit", editor)
    perform(draft, "approve", one)
    stages("预审", "终定")
    with pytest.raises(transitions.Unmet, match="初审是您做的"):
        perform(draft, "approve", one)
    assert [stage["name"] for stage in draft.stages] == ["初审", "终审"]


def test_nobody_gets_a_second_stage_by_undoing(draft, editor):
    stages("初审", "终审")
    one, two = cast.member("r1", "审核"), cast.member("r2", "审核")
    perform(draft, "submit", editor)
    perform(draft, "approve", one)
    perform(draft, "return", two, note="点错了")
    perform(draft, "unreturn", two)
    for _ in range(2):
        with pytest.raises(transitions.Unmet, match="初审是您做的"):
            perform(draft, "approve", one)
        perform(draft, "approve", two)
        perform(draft, "unapprove", two)
    with pytest.raises(transitions.Unmet, match="只能由本人撤销"):
        perform(draft, "unapprove", two)
    perform(draft, "unapprove", one)
    with pytest.raises(transitions.Unmet, match="终审是您做的"):
        perform(draft, "approve", two)


# What is not content


def test_defaults_and_names_on_record_change_nothing_in_review(draft, editor, reviewer):
    perform(draft, "submit", editor)
    digest = build_document(draft).digest
    Masthead.objects.update(title="另一刊名", publishers=["别处"])
    SectionDefault.objects.update(title="另一栏目", intro="另一导语")
    one, other = (Hospital.objects.get_or_create(name=name)[0] for name in ("望澜市第一医院", "清淮医院"))
    merge([one, other], stays=one)
    one.name = "改了名的医院"
    one.save()
    Hospital.objects.all().delete()
    assert build_document(draft).digest == digest
    perform(draft, "approve", reviewer)
    assert draft.approved_digest == build_document(draft).digest


def test_begun_issue_that_was_commented_on_is_not_deleted(draft, editor, at_desk):
    raise_comment(draft, by=editor, text="此处待补")
    response = at_desk(editor).post(f"/admin/issues/issue/{draft.pk}/delete/", {"post": "yes"})
    assert "审稿意见" in messages_of(response)[0]
    assert Issue.objects.get() == draft


def test_entries_go_into_a_draft_together_or_not_at_all(draft, editor, at_desk, monkeypatch):
    monkeypatch.setattr(placement, "AT_ONCE", 1)
    waiting = [JournalAbstract.objects.create(title=title, journal="刊") for title in ("甲", "乙")]
    part = draft.sections.get(kind="papers", parent__title="理论优选", title="论文摘要选登")
    calls = []
    rows = {
        "action": "put_into_issue",
        "_selected_action": [row.pk for row in waiting],
        "destination": part.pk,
    }

    def fail_at_the_second(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "papers_journalabstract" in sql:
            calls.append(sql)
            if len(calls) == 2:
                raise ContentLocked("不行")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail_at_the_second):
        at_desk(editor).post("/admin/papers/journalabstract/", rows)
    assert len(calls) == 2
    assert (
        not JournalAbstract.objects.filter(pk__in=[row.pk for row in waiting]).exclude(section=None).exists()
    )
