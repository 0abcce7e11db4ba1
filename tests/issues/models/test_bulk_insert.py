import pytest
from django.db import IntegrityError
from django.utils import timezone

from issues.document.partial_date import PartialDate
from issues.editing.entry_rows import pooled_rows
from issues.models import EntryRevision
from issues.models.bases.bulk_insert import AT_ONCE
from papers.models import JournalAbstract
from policies.models import PolicyItem

pytestmark = pytest.mark.django_db


def test_rows_created_in_bulk_are_those_that_save_would_store():
    values = {"title": "题'%s\\", "journal": "刊", "published": PartialDate(2026, 2), "authors": ["甲", "乙"]}
    one = JournalAbstract.objects.create(**values)
    [other] = JournalAbstract.objects.bulk_create([JournalAbstract(**values)])
    stored, same = (JournalAbstract.objects.filter(pk=row.pk).values().get() for row in (one, other))
    apart = {"id", "uid", "created_at", "updated_at"}
    assert {k: v for k, v in stored.items() if k not in apart} == {
        k: v for k, v in same.items() if k not in apart
    }
    assert (same["uid"], same["updated_at"]) == (other.uid, other.updated_at)
    assert other.updated_at <= timezone.now()


def test_rich_text_is_cleaned_on_its_way_into_the_table():
    [row] = PolicyItem.objects.bulk_create(
        [PolicyItem(title="题", body_html="<p onclick='x'>甲</p><script>1</script>")]
    )
    assert row.body_html == "<p>甲</p>"
    assert PolicyItem.objects.get().body_html == "<p>甲</p>"


def test_every_row_gets_its_own_key_however_many_statements_it_takes():
    rows = JournalAbstract.objects.bulk_create(JournalAbstract(title=str(n)) for n in range(2 * AT_ONCE + 3))
    titles = dict(JournalAbstract.objects.values_list("pk", "title"))
    assert titles == {row.pk: row.title for row in rows}
    assert not any(row._state.adding for row in rows)


def test_what_was_stored_at_once_keeps_its_order_in_the_pool():
    JournalAbstract.objects.bulk_create([JournalAbstract(title=str(n)) for n in range(30)])
    assert [row.title for row in pooled_rows()] == [str(n) for n in range(30)]


def test_row_that_the_database_refuses_leaves_none_and_no_history():
    first = JournalAbstract.objects.create(title="甲")
    with pytest.raises(IntegrityError):
        JournalAbstract.objects.bulk_create(
            [JournalAbstract(title="乙"), JournalAbstract(title="丙", uid=first.uid)]
        )
    assert list(JournalAbstract.objects.values_list("title", flat=True)) == ["甲"]
    assert EntryRevision.objects.count() == 1
