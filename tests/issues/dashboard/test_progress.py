from datetime import date, timedelta

import pytest
from django.utils import timezone

from issues.actor import acting_as
from issues.dashboard.progress import current_progress
from issues.document import Document
from issues.editing.building import build_document
from issues.models import Deadlines, Issue, Masthead, Verdict
from issues.reviewing.comments import raise_comment
from issues.reviewing.verdicts import entry_digest, give_verdict
from policies.models import PolicyItem
from tests import cast, factories

pytestmark = pytest.mark.django_db


def test_there_is_none_without_an_issue(db):
    assert current_progress() is None


def test_it_counts_what_is_written_passed_and_asked(issue, editor, reviewer):
    total = len(build_document(issue).entries)
    factories.issue_of(factories.document(3), editor)
    with acting_as(editor):
        PolicyItem.objects.filter(section__issue=issue).first().delete()
        item = PolicyItem.objects.filter(section__issue=issue).first()
        body, item.body_html = item.body_html, ""
        item.save()
        progress = current_progress()
        assert (progress.issue.number, progress.written, progress.total) == (7, total - 2, total - 1)
        item.body_html = body
        item.save()
    issue.refresh_from_db()
    factories.carry(issue, ("submit", editor))
    entries = build_document(issue).entries
    marks = [Verdict.Mark.PASSED, Verdict.Mark.PASSED, Verdict.Mark.NEEDS_CHANGE]
    for entry, mark in zip(entries, marks, strict=False):
        give_verdict(issue, entry.uid, mark, by=reviewer, seen=entry_digest(entry))
    give_verdict(issue, entries[0].uid, Verdict.Mark.CLEARED, by=reviewer, seen=entry_digest(entries[0]))
    raise_comment(issue, by=reviewer, text="请核对")
    progress = current_progress()
    assert (progress.passed, progress.needing_change, progress.open) == (1, 1, 1)


def test_stages_are_shown_as_they_are_passed(issue, editor, reviewer):
    assert current_progress().stages == []
    for position, name in enumerate(("初审", "复审", "终审")):
        Masthead.current().stages.create(name=name, position=position)
    states = [stage.state for stage in current_progress().stages]
    assert states == ["coming", "coming", "coming"]
    factories.carry(issue, ("submit", editor), ("approve", reviewer))
    assert [(s.name, s.state, s.who) for s in current_progress().stages] == [
        ("初审", "passed", "周慎行"),
        ("复审", "waiting", ""),
        ("终审", "coming", ""),
    ]


@pytest.mark.parametrize(
    ("days", "words"), [(3, "还有 3 天出刊"), (0, "今天出刊"), (-2, "已过出刊日期 2 天")]
)
def test_it_counts_the_days_until_the_issue_is_due(days, words, issue, editor):
    with acting_as(editor):
        Issue.objects.update(date=timezone.localdate() + timedelta(days=days))
    assert current_progress().countdown == words


def test_what_is_out_counts_no_days(editor, reviewer):
    factories.published(factories.document(), editor=editor, reviewer=reviewer)
    assert (current_progress().countdown, current_progress().is_in_work) == ("", False)


def test_dates_that_lie_behind_are_not_shown(issue, editor):
    Deadlines.objects.create(issue=issue, submit_by="2026-03-01", review_by="2026-03-05")
    assert [due.label for due in current_progress().dues] == ["送审截止", "审核截止"]
    factories.carry(issue, ("submit", editor))
    assert [due.label for due in current_progress().dues] == ["审核截止"]
    factories.carry(issue, ("approve", cast.reviewer()))
    assert current_progress().dues == []


def test_it_takes_the_same_queries_whatever_it_holds(editor, django_assert_num_queries):
    for links in (1, 20):
        sections = (*factories.sections()[:1],)
        news = factories.Section(kind="news", title="医院资讯", entries=tuple(factories.news_links(links)))
        factories.issue_of(factories.document(links, sections=(*sections, news)), editor)
        current_progress()
        with django_assert_num_queries(11):
            current_progress()


def shown() -> tuple[str, int, list[int]]:
    progress = current_progress()
    return progress.title, progress.issue.number, [other.number for other in progress.others]


def dated(number: int, on: date) -> Document:
    return factories.document(number, date=on)


def test_the_issue_that_is_made_now_is_the_latest_by_its_date(editor):
    factories.issue_of(dated(8, date(2026, 5, 20)), editor)
    factories.issue_of(dated(99, date(2026, 4, 20)), editor)
    assert shown() == ("正在编审的一期", 8, [99])


def test_imported_back_issue_gives_way_to_the_next_issue(editor, reviewer):
    factories.published(dated(7, date(2026, 3, 20)), editor=editor, reviewer=reviewer)
    assert shown() == ("最近发布的一期", 7, [])
    factories.issue_of(dated(12, date(2023, 12, 20)), editor)
    assert shown() == ("正在编审的一期", 12, []), "what is published is not worked at while there is a draft"
    factories.issue_of(dated(8, date(2026, 4, 20)), editor)
    assert shown() == ("正在编审的一期", 8, [12])


def test_correction_is_shown_as_one_and_gives_way_to_the_next_issue(editor, reviewer):
    first = factories.published(dated(6, date(2026, 2, 20)), editor=editor, reviewer=reviewer)
    factories.published(dated(7, date(2026, 3, 20)), editor=editor, reviewer=reviewer)
    factories.carry(first, ("correct", editor))
    assert shown() == ("正在勘误的一期", 6, [])
    factories.carry(Issue.objects.get(number=7), ("correct", editor))
    assert shown() == ("正在勘误的一期", 7, [6])
    factories.issue_of(dated(8, date(2026, 4, 20)), editor)
    assert shown() == ("正在编审的一期", 8, [7, 6])


def test_each_section_says_how_it_stands_and_leads_to_itself(issue, editor, reviewer):
    with acting_as(editor):
        item = PolicyItem.objects.filter(section__issue=issue).first()
        item.body_html = ""
        item.save()
    sections = {section.title: section for section in current_progress().sections}
    assert list(sections) == ["政策热点", "他山之石", "理论优选", "医院资讯", "典型案例"]
    assert [section.total for section in sections.values()] == [2, 1, 3, 4, 1]
    assert [section.unwritten for section in sections.values()] == [1, 0, 0, 0, 0]
    top = issue.sections.get(kind="policies", parent=None)
    assert sections["政策热点"].compose.endswith(f"/change/#s{top.pk}")
    first = PolicyItem.objects.filter(section=top).order_by("position").first()
    assert sections["政策热点"].review.endswith(f"/review/#e-{first.uid}")
    with acting_as(editor):
        item.body_html = "<p>文</p>"
        item.save()
    issue.refresh_from_db()
    factories.carry(issue, ("submit", editor))
    entries = {entry.uid: entry for entry in build_document(issue).entries}
    (experience,) = [entry for entry in entries.values() if entry.kind == "peer_experience"]
    give_verdict(issue, experience.uid, Verdict.Mark.PASSED, by=reviewer, seen=entry_digest(experience))
    give_verdict(
        issue, first.uid, Verdict.Mark.NEEDS_CHANGE, by=reviewer, seen=entry_digest(entries[first.uid])
    )
    sections = {section.title: section for section in current_progress().sections}
    assert sections["他山之石"].is_passed
    assert (sections["政策热点"].needing_change, sections["政策热点"].unmarked) == (1, 1)


def test_front_page_leads_to_the_others_in_work(editor, client):
    current = factories.issue_of(dated(8, date(2026, 5, 20)), editor)
    older = factories.issue_of(dated(7, date(2026, 4, 20)), editor)
    client.force_login(editor)
    html = client.get("/admin/").content.decode()
    assert 'aria-label="正在编审的一期"' in html
    assert f'<a class="button" href="/admin/issues/issue/{current.pk}/change/">编排本期</a>' in html
    others = html.split('id="front-others"')[1].split("</section>")[0]
    assert f'<a href="/admin/issues/issue/{older.pk}/change/">第7期</a>' in others
    assert "2026年4月20日出刊" in others
