"""生成附件: preview, making, replacing, and that what was published stays as it was."""

import pytest

from issues.document.partial_date import PartialDate
from issues.editing.building import build_document
from issues.files import file_store
from issues.models import EntryRevision
from papers.models import Annex, Notice
from policies.models import PolicyDocument
from tests import factories
from tests.issues.admin.pages import compose, messages_of
from tests.rendered import rendered_form

pytestmark = pytest.mark.django_db

TITLE = "2025年省卫健部门政策汇总"


@pytest.fixture
def notice(issue, editor, client) -> Notice:
    client.force_login(editor)
    PolicyDocument.objects.create(
        title="门诊办法",
        issued_on=PartialDate(2025, 3, 1),
        issuing_bodies=["江州省卫生健康委员会"],
        level="provincial",
    )
    return Notice.objects.get()


def address(notice) -> str:
    return f"/admin/papers/notice/{notice.pk}/annexes/"


def preview(client, notice, query="?make=policies"):
    return client.get(address(notice) + query)


def make(client, notice, **changes):
    values = rendered_form(preview(client, notice), "seen")
    return client.post(address(notice), values | changes)


def generated(notice) -> Annex:
    return notice.annexes.exclude(table=None).get()


def test_notice_and_compose_page_lead_to_the_page(client, notice):
    for page in (f"/admin/papers/notice/{notice.pk}/change/", compose(notice.section.issue)):
        shown = client.get(page).content.decode()
        assert address(notice) in shown
        assert "生成附件" in shown


def test_page_offers_what_can_be_made(client, notice):
    page = preview(client, notice, "").content.decode()
    assert "?make=policies" in page
    assert "?make=journals" in page
    assert preview(client, notice, "?make=nothing").status_code == 200


def test_preview_shows_the_rows_and_what_they_lack_and_writes_nothing(client, notice):
    page = preview(client, notice).content.decode()
    assert TITLE in page
    assert "《门诊办法》" in page
    assert "1 条没有文号：《门诊办法》" in page
    assert not notice.annexes.exclude(table=None).exists()


def test_annex_is_made_and_stored_as_an_uploaded_one(client, notice):
    response = make(client, notice)
    assert response.url == f"/admin/papers/notice/{notice.pk}/change/"
    annex = generated(notice)
    assert (annex.title, annex.filename) == (TITLE, f"{TITLE}.xlsx")
    assert len(file_store.read_stored(annex.sha256)) == annex.size
    (made,) = [each for each in annexes_of(notice) if each.table]
    assert made.table.rows[0].cells[0] == "《门诊办法》"


def annexes_of(notice):
    document = build_document(notice.section.issue)
    return next(entry.annexes for entry in document.entries if entry.uid == notice.uid)


def test_making_is_in_the_history_and_counts_as_writing(client, notice, editor):
    before = notice.section.issue.version
    make(client, notice)
    issue = type(notice.section.issue).objects.get()
    assert issue.version > before
    latest = EntryRevision.objects.of(notice.uid).first()
    assert latest.by == editor
    assert latest.document.annexes[-1].table


def test_annex_of_the_same_title_is_replaced_after_asking(client, notice):
    make(client, notice)
    old = generated(notice)
    PolicyDocument.objects.create(title="病案规范", issued_on=PartialDate(2025, 4, 1))
    values = rendered_form(preview(client, notice, f"?make=policies&title={TITLE}"), "seen")
    refused = client.post(address(notice), values)
    assert "请先勾选" in refused.content.decode()
    assert generated(notice).sha256 == old.sha256
    client.post(address(notice), values | {"replace": "on"})
    assert generated(notice).pk == old.pk
    assert generated(notice).sha256 != old.sha256
    assert len(generated(notice).table["groups"]) == 2


def test_records_that_changed_after_the_preview_are_shown_again(client, notice):
    values = rendered_form(preview(client, notice), "seen")
    PolicyDocument.objects.update(title="门诊新办法")
    response = client.post(address(notice), values)
    assert "预览之后记录有改动" in response.content.decode()
    assert "《门诊新办法》" in response.content.decode()
    assert not notice.annexes.exclude(table=None).exists()


def test_uploading_another_file_takes_the_rows_away(notice):
    annex = Annex(notice=notice, title="甲")
    annex.attach("甲.csv", b"a", factories.generated_annex().table)
    annex.save()
    annex.attach("乙.csv", b"b")
    annex.save()
    annex.refresh_from_db()
    assert annex.table is None


def test_locked_issue_gets_no_annex(client, notice, editor):
    values = rendered_form(preview(client, notice), "seen")
    factories.carry(notice.section.issue, ("submit", editor))
    assert "内容不能修改" in preview(client, notice).content.decode()
    response = client.post(address(notice), values)
    assert "内容不能修改" in "".join(messages_of(response))
    assert not notice.annexes.exclude(table=None).exists()


def test_reviewer_may_not_make_one(client, notice, reviewer):
    client.force_login(reviewer)
    assert preview(client, notice).status_code == 403


def test_edition_keeps_the_rows_whatever_becomes_of_the_records(client, notice, editor, reviewer):
    make(client, notice)
    issue = notice.section.issue
    issue.refresh_from_db()
    factories.carry(issue, ("submit", editor), ("approve", reviewer), ("publish", editor))
    PolicyDocument.objects.all().delete()
    issue.refresh_from_db()
    published = next(e for e in issue.edition.document.entries if e.uid == notice.uid)
    assert published.annexes[-1].table.rows[0].cells[0] == "《门诊办法》"
    file = client.get(f"/issues/{issue.number}/annexes/{published.annexes[-1].sha256}/")
    assert file.status_code == 200
    page = client.get(f"/entries/{notice.uid}/").content.decode()
    assert "《门诊办法》" in page
    issue_page = client.get(f"/issues/{issue.number}/").content.decode()
    assert "《门诊办法》" not in issue_page
    assert f'href="/entries/{notice.uid}/"' in issue_page
