import pytest
from django.urls import reverse

from papers.models import JournalAbstract
from tests.rendered import save


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("秦望舒,顾南枝，林知微", ["秦望舒", "顾南枝", "林知微"]),
        ("秦望舒 顾南枝 林知微", ["秦望舒", "顾南枝", "林知微"]),
        ("Smith, John；Li, Wei", ["Smith, John", "Li, Wei"]),
        ("", []),
    ],
)
def test_authors_typed_into_the_form_are_parted_as_in_tables(at_desk, editor, typed, stored):
    abstract = JournalAbstract.objects.create(title="日间手术", journal="江州医院管理")
    address = reverse("admin:papers_journalabstract_change", args=[abstract.pk])
    assert save(at_desk(editor), address, authors=typed).status_code == 302
    abstract.refresh_from_db()
    assert abstract.authors == stored
