import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues.actor import acting_as
from issues.document import Section
from issues.editing.building import build_document
from issues.editing.placement import Misplaced, place, place_from_pool
from issues.editing.sections import remove_section
from issues.models import Issue
from issues.models.bases.content_lock import ContentLocked
from papers.models import JournalAbstract, Notice
from policies.models import PolicyItem
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(editor) -> Issue:
    kinds = (("policies", "政策热点"), ("papers", "理论优选"))
    sections = tuple(Section(kind=key, title=title) for key, title in kinds)
    return factories.issue_of(factories.document(sections=sections), editor)


def section(issue: Issue, kind: str):
    return issue.sections.get(kind=kind, parent=None)


def parts(issue: Issue) -> list[tuple[str, int]]:
    return [(part.title, len(part.entries)) for part in build_document(issue).sections[1].parts]


def abstract(title: str) -> JournalAbstract:
    return JournalAbstract.objects.create(title=title, journal="江州医院管理")


def test_placed_entries_go_to_the_end_in_their_order(issue):
    for title in "甲乙":
        place([PolicyItem.objects.create(title=title)], section(issue, "policies"))
    place([PolicyItem.objects.create(title=title) for title in "丙丁"], section(issue, "policies"))
    assert [entry.title for entry in build_document(issue).entries] == list("甲乙丙丁")


def test_placed_abstracts_share_a_part_and_each_notice_gets_its_own(issue):
    papers = section(issue, "papers")
    place([abstract("甲")], papers)
    place([Notice.objects.create(topic="policy_compendium", year=2025, text="见附件。")], papers)
    place([abstract("乙")], papers)
    place([Notice.objects.create(topic="journal_submission", text="见附件。")], papers)
    assert parts(issue) == [
        ("北大核心期刊医院管理论文摘要选登", 2),
        ("2025年政策汇总", 1),
        ("期刊投稿信息", 1),
    ]


def test_placed_abstracts_follow_a_renamed_part(issue):
    papers = section(issue, "papers")
    place([abstract("甲")], papers)
    papers.parts.update(title="论文选登")
    place([abstract("乙")], papers)
    assert parts(issue) == [("论文选登", 2)]


def test_entry_is_refused_by_a_section_of_another_kind(issue):
    item = PolicyItem.objects.create(title="甲")
    with pytest.raises(Misplaced, match="政策条目不能放进“理论优选”栏目"):
        place([item], section(issue, "papers"))
    assert PolicyItem.objects.pooled().count() == 1


def test_nothing_is_placed_where_one_entry_is_refused(issue):
    items = [PolicyItem.objects.create(title="甲"), abstract("乙")]
    with pytest.raises(Misplaced):
        place(items, section(issue, "policies"))
    assert build_document(issue).entries == ()


def test_nothing_is_placed_into_or_out_of_a_locked_issue(editor):
    issue = factories.issue_of(factories.document(), editor)
    inside = PolicyItem.objects.in_issue(issue.pk).first()
    waiting = PolicyItem.objects.create(title="甲")
    factories.carry(issue, ("submit", editor))
    for entry, target in ((inside, None), (waiting, section(issue, "policies"))):
        with pytest.raises(ContentLocked):
            place([entry], target)
    assert PolicyItem.objects.in_issue(issue.pk).count() == 2


def test_entries_are_placed_in_as_few_queries_however_many_they_are(issue):
    def queries(count: int) -> int:
        rows = [PolicyItem.objects.create(title=f"第{n}条") for n in range(count)]
        with CaptureQueriesContext(connection) as captured:
            place(rows, section(issue, "policies"))
        return len(captured)

    assert queries(30) == queries(2)


def test_whoever_wrote_what_comes_in_is_a_writer_of_the_issue_though_others_stand_there(issue, second_editor):
    standing = PolicyItem.objects.create(title="甲")
    place([standing], section(issue, "policies"))
    with acting_as(second_editor):
        waiting = PolicyItem.objects.create(title="乙")
    both = PolicyItem.objects.filter(pk__in=[standing.pk, waiting.pk])
    both.update(section=section(issue, "policies"))
    issue.refresh_from_db()
    assert second_editor.pk in issue.revised_by


def test_entries_that_left_the_pool_meanwhile_are_not_placed_again(issue):
    first, second = (PolicyItem.objects.create(title=title) for title in "甲乙")
    place([first], section(issue, "policies"))
    kinds = section(issue, "policies").section_kind.entry_kinds
    with pytest.raises(Misplaced, match="有 1 条已不在素材库里"):
        place_from_pool([first.uid, second.uid], kinds, section(issue, "policies"))
    assert [entry.title for entry in build_document(issue).entries] == ["甲"]


def test_removed_section_gives_its_entries_back_to_the_pool(editor):
    issue = factories.issue_of(factories.document(), editor)
    remove_section(section(issue, "papers"))
    assert [s.kind for s in build_document(issue).sections] == ["policies", "experiences", "news", "cases"]
    assert (JournalAbstract.objects.pooled().count(), Notice.objects.pooled().count()) == (2, 1)


def test_notice_that_is_put_into_its_own_section_keeps_its_part(issue):
    papers = section(issue, "papers")
    place([Notice.objects.create(topic="policy_compendium", year=2025, text="见附件。")], papers)
    place(list(Notice.objects.in_issue(issue.pk).select_related("section")), papers)
    assert parts(issue) == [("2025年政策汇总", 1)]
