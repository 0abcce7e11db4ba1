from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hospitals.models import HospitalNewsLink, PeerExperience
from issues.document import Section
from issues.editing.building import build_document
from issues.editing.ordering import DOWN, UP, arrange, move, move_section
from issues.editing.placement import Misplaced
from issues.models import Issue, entry_model
from issues.models.bases.content_lock import ContentLocked
from policies.models import PolicyItem
from tests import factories

pytestmark = pytest.mark.django_db


def news(shown: str, editor) -> Issue:
    """Links named by their place, of the hospitals named in this order."""
    links = tuple(factories.news_link(f"{n}{h}", hospital=f"{h}医院") for n, h in enumerate(shown, 1))
    section = Section(kind="news", title="医院资讯", entries=links)
    return factories.issue_of(factories.document(sections=(section,)), editor)


@pytest.fixture
def issue(editor) -> Issue:
    entries = tuple(factories.policy_item(name) for name in "甲乙丙")
    sections = (Section(kind="policies", title="政策热点", entries=entries), *factories.sections()[1:3])
    return factories.issue_of(factories.document(sections=sections), editor)


def policies(issue: Issue):
    return issue.sections.get(kind="policies")


def uid(title: str):
    return PolicyItem.objects.get(title=title).uid


def order(issue: Issue) -> str:
    return "".join(entry.title for entry in build_document(issue).sections[0].entries)


def test_arrange_puts_entries_in_the_given_order(issue):
    arrange(issue, policies(issue), [uid("丙"), uid("甲"), uid("乙")])
    assert order(issue) == "丙甲乙"


def test_arrange_keeps_what_a_colleague_added_at_the_end(issue):
    uids = [uid("丙"), uid("乙"), uid("甲")]
    PolicyItem(title="丁", section=policies(issue), position=1).save()
    arrange(issue, policies(issue), uids)
    assert order(issue) == "丙乙甲丁"


def test_arrange_is_one_update_for_each_table(issue):
    papers = issue.sections.get(kind="papers", parent=None)
    abstracts, notices = papers.parts.order_by("position")
    wanted = [row.uid for part in (notices, abstracts) for row in _rows(part)]
    with CaptureQueriesContext(connection) as captured:
        arrange(issue, abstracts, wanted)
    updates = [q["sql"] for q in captured if q["sql"].startswith("UPDATE") and "position" in q["sql"]]
    assert len(updates) == 2
    assert [entry.uid for entry in build_document(issue).sections[2].parts[0].entries] == wanted


def _rows(part):
    return [
        row
        for kind in part.section_kind.entry_kinds
        for row in entry_model(kind).objects.filter(section=part)
    ]


def test_arrange_notes_the_change(issue, second_editor):
    before = issue.version
    arrange(issue, policies(issue), [uid("乙")])
    issue.refresh_from_db()
    assert issue.version > before
    assert order(issue) == "乙甲丙"


def test_arrange_refuses_an_entry_that_is_gone(issue):
    gone = uid("甲")
    PolicyItem.objects.get(uid=gone).delete()
    with pytest.raises(Misplaced, match="请刷新页面"):
        arrange(issue, policies(issue), [uid("丙"), gone, uid("乙")])
    assert order(issue) == "乙丙"


@pytest.mark.parametrize("foreign", ["unknown", "pooled", "other issue"])
def test_arrange_refuses_an_entry_that_is_not_in_the_issue(issue, editor, foreign):
    PolicyItem.objects.create(title="素材")
    other = factories.issue_of(factories.document(8), editor)
    not_here = {
        "unknown": uuid4(),
        "pooled": uid("素材"),
        "other issue": PolicyItem.objects.in_issue(other.pk).first().uid,
    }[foreign]
    with pytest.raises(Misplaced):
        arrange(issue, policies(issue), [not_here, uid("甲")])
    assert order(issue) == "甲乙丙"


def test_arrange_refuses_a_section_of_another_issue(issue, editor):
    other = factories.issue_of(factories.document(8), editor)
    with pytest.raises(Misplaced):
        arrange(issue, policies(other), [uid("甲")])
    assert order(issue) == "甲乙丙"


def test_arrange_refuses_a_section_that_takes_no_such_entry(issue):
    with pytest.raises(Misplaced, match="政策条目不能放进“他山之石”栏目"):
        arrange(issue, issue.sections.get(kind="experiences"), [uid("甲")])
    assert PeerExperience.objects.in_issue(issue.pk).count() == 1


def test_arrange_refuses_a_locked_issue(issue, editor):
    uids = [uid("乙"), uid("甲")]
    factories.carry(issue, ("submit", editor))
    with pytest.raises(ContentLocked):
        arrange(issue, policies(issue), uids)
    assert order(issue) == "甲乙丙"


@pytest.mark.parametrize(
    ("title", "step", "expected"),
    [("乙", UP, "乙甲丙"), ("乙", DOWN, "甲丙乙"), ("甲", UP, "甲乙丙"), ("丙", DOWN, "甲乙丙")],
)
def test_move_swaps_with_the_neighbour_and_stops_at_the_ends(issue, title, step, expected):
    move(issue, uid(title), step)
    assert order(issue) == expected


def test_move_works_where_positions_are_equal(issue):
    PolicyItem.objects.filter(section=policies(issue)).update(position=0)
    move(issue, uid("丙"), UP)
    assert order(issue) == "甲丙乙"


def test_move_section_stays_among_its_siblings(issue):
    abstracts, notices = issue.sections.get(kind="papers", parent=None).parts.order_by("position")
    move_section(notices, UP)
    assert [part.title for part in build_document(issue).sections[2].parts] == [
        "2025年政策汇总",
        "论文摘要选登",
    ]
    move_section(notices, UP)
    assert [s.kind for s in build_document(issue).sections] == ["policies", "experiences", "papers"]
    assert abstracts.parent_id == notices.parent_id


def test_move_section_refuses_a_locked_issue(issue, editor):
    factories.carry(issue, ("submit", editor))
    with pytest.raises(ContentLocked):
        move_section(issue.sections.get(kind="experiences"), UP)


@pytest.mark.parametrize(
    ("stood", "moved", "step", "stands"),
    [
        ("甲甲乙乙", "4乙", UP, "1甲 2甲 4乙 3乙"),
        ("甲甲乙乙", "3乙", UP, "3乙 4乙 1甲 2甲"),
        ("甲甲乙乙", "2甲", DOWN, "3乙 4乙 1甲 2甲"),
        ("甲乙甲丙", "4丙", UP, "1甲 3甲 4丙 2乙"),
        ("甲乙甲丙", "1甲", DOWN, "3甲 1甲 2乙 4丙"),
        ("甲乙甲丙", "1甲", UP, "1甲 3甲 2乙 4丙"),
    ],
)
def test_what_print_gathers_moves_within_its_name_and_past_others_with_it(editor, stood, moved, step, stands):
    issue = news(stood, editor)
    move(issue, HospitalNewsLink.objects.get(title=moved).uid, step)
    assert [entry.title for entry in build_document(issue).entries] == stands.split()


def test_arrange_gathers_what_print_gathers(editor):
    issue = news("甲乙甲", editor)
    section = issue.sections.get()
    arrange(issue, section, [entry.uid for entry in build_document(issue).entries][::-1])
    assert [entry.title for entry in build_document(issue).entries] == ["3甲", "1甲", "2乙"]
