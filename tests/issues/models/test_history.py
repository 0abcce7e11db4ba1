"""The history of entries: one revision for each true change, whatever way it came."""

import pytest

from issues.actor import acting_as
from issues.document import Annex as DocumentAnnex
from issues.editing.building import build_document
from issues.editing.ordering import DOWN, arrange, move
from issues.editing.placement import place
from issues.editing.sections import discard_issue, remove_section
from issues.editing.storing import restore
from issues.models import EntryRevision, Section
from issues.models.bases.history import recording
from papers.models import Annex, JournalAbstract, Notice
from policies.models import PolicyItem
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(issue) -> PolicyItem:
    return PolicyItem.objects.first()


def acts(row) -> list[str]:
    return list(EntryRevision.objects.of(row.uid).order_by("pk").values_list("change", flat=True))


def last(row) -> EntryRevision:
    return EntryRevision.objects.of(row.uid)[0]


def test_import_records_each_entry_with_its_place_and_who(issue, item, editor):
    assert EntryRevision.objects.count() == len(factories.document().entries)
    assert (acts(item), last(item).by, last(item).standing) == (["created"], editor, "第7期 · 政策热点")
    abstract = JournalAbstract.objects.first()
    assert last(abstract).standing == "第7期 · 理论优选·论文摘要选登"
    assert last(abstract).document == abstract.to_document()


def test_change_by_save_update_and_bulk_update_is_recorded(item, second_editor):
    with acting_as(second_editor):
        item.title = "一"
        item.save()
        PolicyItem.objects.filter(pk=item.pk).update(title="二")
        item.title = "三"
        PolicyItem.objects.bulk_update([item], ["title"])
    assert acts(item) == ["created", "changed", "changed", "changed"]
    assert [r.document.title for r in EntryRevision.objects.of(item.uid)[:3]] == ["三", "二", "一"]
    assert {r.by for r in EntryRevision.objects.of(item.uid)[:3]} == {second_editor}


def test_what_changes_nothing_is_not_recorded(issue, item):
    item.save()
    PolicyItem.objects.filter(pk=item.pk).update(title=item.title)
    move(issue, item.uid, DOWN)
    arrange(issue, item.section, [item.uid])
    restore(issue, build_document(issue))
    assert EntryRevision.objects.count() == len(factories.document().entries)


def test_moving_is_recorded_with_the_old_and_the_new_place(item):
    place([item], None)
    assert (acts(item), last(item).standing) == (["created", "moved"], "素材库")
    item.title = "改了再放回"
    with recording():
        item.save()
        place([item], Section.objects.get(kind="policies"))
    assert (acts(item)[2:], last(item).standing) == (["changed"], "第7期 · 政策热点")


def test_first_change_of_an_old_row_records_what_it_was(item):
    super(type(EntryRevision.objects.all()).__mro__[1], EntryRevision.objects.all()).delete()
    was = item.to_document()
    item.title = "新"
    item.save()
    revision = EntryRevision.objects.of(item.uid)[1]
    assert acts(item) == ["found", "changed"]
    assert (revision.by, revision.document) == (None, was)


def test_deleting_is_recorded_by_every_way(issue, item):
    other = PolicyItem.objects.last()
    item.delete()
    PolicyItem.objects.filter(pk=other.pk).delete()
    assert (acts(item), acts(other)) == (["created", "deleted"], ["created", "deleted"])
    abstracts = list(JournalAbstract.objects.all())
    Section.objects.get(kind="papers", parent=None).delete()
    assert all(acts(row) == ["created", "deleted"] for row in abstracts)
    assert last(abstracts[0]).standing == "第7期 · 理论优选·论文摘要选登"
    issue.delete()
    assert EntryRevision.objects.filter(change="deleted").count() == len(factories.document().entries)


def test_removed_section_and_discarded_issue_record_a_move_to_the_pool(issue, item):
    remove_section(item.section)
    assert (acts(item), last(item).standing) == (["created", "moved"], "素材库")
    discard_issue(issue)
    assert EntryRevision.objects.filter(change="moved", issue_number=None).count() == len(
        factories.document().entries
    )


def test_annexes_are_part_of_their_notice(issue):
    notice = Notice.objects.get()
    annex = Annex(notice=notice, title="附件一")
    annex.attach("一.pdf", b"%PDF-1.7")
    annex.save()
    kept = DocumentAnnex(title="附件一", filename="一.pdf", sha256=annex.sha256, size=8)
    assert last(notice).document.annexes == (kept,)
    Annex.objects.filter(pk=annex.pk).update(title="改名")
    annex.delete()
    Annex.objects.bulk_create([Annex.from_document(kept, notice=notice)])
    assert acts(notice) == ["created", *["changed"] * 4]
    assert [len(r.document.annexes) for r in EntryRevision.objects.of(notice.uid)] == [1, 0, 1, 1, 0]


def test_one_recording_makes_one_revision(item, issue):
    with recording():
        item.title = "一"
        item.save()
        item.title = "二"
        item.save()
        item.delete()
    assert acts(item) == ["created", "deleted"]
    assert last(item).document.title != "二", "what was deleted is what was there before"


def test_what_was_rolled_back_left_no_history(item):
    def save_and_fail():
        with recording():
            item.title = "一"
            item.save()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_and_fail()
    assert acts(item) == ["created"]


def test_restored_issue_records_what_is_other(issue, item):
    before = build_document(issue)
    item.title = "改了"
    item.save()
    fresh = PolicyItem.objects.create(title="后来的", section=item.section)
    restore(issue, before)
    assert acts(item) == ["created", "changed", "changed"]
    assert last(item).document == before.entries[0]
    assert (acts(fresh), last(fresh).standing) == (["created", "moved"], "素材库")


def test_recording_costs_the_same_whatever_the_number(
    issue, django_assert_num_queries, django_assert_max_num_queries
):
    def many(n):
        return [JournalAbstract(title=f"摘要{i}") for i in range(n)]

    JournalAbstract.objects.bulk_create(many(2))
    with django_assert_max_num_queries(6) as few:
        JournalAbstract.objects.bulk_create(many(2))
    with django_assert_num_queries(len(few)):
        JournalAbstract.objects.bulk_create(many(40))
    assert EntryRevision.objects.filter(change="created", issue_number=None).count() == 44


def test_unfinished_entry_is_recorded_and_read_again(issue):
    row = PolicyItem.objects.create(title="")
    assert last(row).document.title == ""


def test_history_is_final(item):
    from issues.models.bases.final import RecordIsFinal

    for act in (last(item).delete, last(item).save, EntryRevision.objects.all().delete):
        with pytest.raises(RecordIsFinal):
            act()
