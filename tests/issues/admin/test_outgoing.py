"""A row that was changed behind the product's back: whatever leaves is checked where it leaves."""

import json

import pytest
from django.urls import reverse

from hospitals.models import CaseStudy, HospitalNewsLink
from issues.editing.building import build_document
from issues.exporting.formats import FORMATS
from issues.models import Edition, EntryRevision, Issue, Section, Snapshot
from issues.richtext import MAX_LENGTH
from issues.workflow import transitions
from issues.workflow.transitions import ActionRefused
from papers.models import JournalAbstract
from policies.models import PolicyDocument, PolicyItem
from tests import factories
from tests.issues.spreadsheets.sheets import address
from tests.raw_sql import update_all
from tests.rendered import save

pytestmark = pytest.mark.django_db

SCRIPT = "javascript:alert(1)"
BODY = '<p onclick="x()">甲<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">乙</a>\x03</p>'
TITLE = "标\x03题\u202e甲\u200b"
HOSTILE = ("javascript:", "<script", "onclick", "onerror", "\x03", "\u202e", "\u200b")


@pytest.fixture
def tampered(draft) -> Issue:
    update_all(PolicyItem, title=TITLE, body_html=BODY, source="网站", source_url=SCRIPT)
    update_all(CaseStudy, title=TITLE, body_html=BODY, source_url=SCRIPT, source="")
    update_all(HospitalNewsLink, title=TITLE, url=SCRIPT)
    update_all(JournalAbstract, title=TITLE, abstract=TITLE, url="http://localhost/a", authors=TITLE)
    update_all(Section, intro=TITLE)
    update_all(Issue, publishers=TITLE, contact_name=TITLE)
    return Issue.objects.get(pk=draft.pk)


@pytest.mark.parametrize("form", [key for key, form in FORMATS.items() if form.is_text])
@pytest.mark.parametrize("is_draft", [True, False])
def test_no_file_carries_what_was_put_into_the_rows(tampered, form, is_draft):
    written = FORMATS[form].write(build_document(tampered), is_draft=is_draft).decode()
    assert "标题甲" in written
    assert [markup for markup in HOSTILE if markup in written] == []


@pytest.mark.parametrize("form", [key for key, form in FORMATS.items() if not form.is_text])
def test_other_files_can_be_made_of_it(tampered, form):
    assert b"javascript:" not in FORMATS[form].write(build_document(tampered), is_draft=True)


@pytest.mark.parametrize("page", ["change", "review", "preview"])
def test_no_page_of_the_office_carries_it(tampered, at_desk, editor, page):
    html = at_desk(editor).get(reverse(f"admin:issues_issue_{page}", args=[tampered.pk])).content.decode()
    assert "标题" in html.replace("\x03", "")
    assert [
        markup for markup in ("javascript:alert", "<script>alert", "onclick", "onerror=") if markup in html
    ] == []


def test_form_of_the_entry_comes_up_and_can_be_mended(tampered, at_desk, editor):
    item = PolicyItem.objects.first()
    page = reverse("admin:policies_policyitem_change", args=[item.pk])
    assert save(at_desk(editor), page, source_url="https://x.cn/a", title="标题甲").status_code == 302
    item.refresh_from_db()
    assert (item.title, item.body_html) == ("标题甲", "<p>甲乙</p>")


@pytest.mark.parametrize("form", ["0", "1"])
def test_tables_carry_no_such_address(draft, at_desk, editor, form):
    PolicyDocument.objects.create(title="通知", source_url="https://x.cn/a")
    update_all(PolicyDocument, source_url=SCRIPT, title=TITLE, topic=TITLE)
    answer = at_desk(editor).post(
        address(PolicyDocument, "export"),
        {"format": form, "resource": "", "policydocumenttable_title": "on"},
    )
    assert answer.status_code == 200
    assert SCRIPT.encode() not in answer.content


def test_it_is_named_before_it_is_sent_for_review(tampered, editor):
    with pytest.raises(ActionRefused, match=r"看不见的控制字符|网址应以"):
        transitions.perform(tampered, "submit", by=editor)


def test_frozen_documents_are_checked_as_they_are_read(editor, reviewer):
    factories.published(factories.document(), editor=editor, reviewer=reviewer)
    edition = Edition.objects.get()
    payload = json.loads(edition.document_json)
    payload["title"] = TITLE
    payload["sections"][0]["entries"][0] |= {"body_html": BODY, "source_url": SCRIPT}
    payload["sections"][3]["entries"][0]["url"] = "http://192.168.1.1/"
    for model in (Edition, Snapshot):
        update_all(model, document_json=json.dumps(payload))
        for row in model.objects.all():
            assert row.document.title == "标题甲"
            entry = row.document.sections[0].entries[0]
            assert (entry.body_html, entry.source_url) == ("<p>甲乙</p>", None)
            assert row.document.sections[3].entries[0].url == ""


def test_history_is_checked_as_it_is_read(draft, at_desk, editor):
    item = PolicyItem.objects.first()
    save(at_desk(editor), reverse("admin:policies_policyitem_change", args=[item.pk]), title="新的标题")
    revision = EntryRevision.objects.of(item.uid).first()
    shown = json.loads(revision.data) | {"title": TITLE, "body_html": BODY, "source_url": SCRIPT}
    update_all(EntryRevision, data=json.dumps(shown))
    page = at_desk(editor).get(reverse("admin:policies_policyitem_history", args=[item.pk]))
    assert page.status_code == 200
    assert "javascript:alert" not in page.content.decode()


@pytest.mark.parametrize("body", [f"<p>{'长' * MAX_LENGTH}</p>", "<p><b>长</b></p>" * 100_000])
def test_body_that_is_too_long_breaks_no_page_and_can_be_cut(draft, at_desk, editor, body):
    update_all(PolicyItem, body_html=f"{body}<script>alert(1)</script>")
    browser, item = at_desk(editor), PolicyItem.objects.first()
    for page in ("change", "review", "preview"):
        answer = browser.get(reverse(f"admin:issues_issue_{page}", args=[draft.pk]))
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
    assert "正文过长" in FORMATS["txt"].write(build_document(draft)).decode()
    form = browser.get(reverse("admin:policies_policyitem_change", args=[item.pk]))
    assert "长长长" in form.content.decode().replace("&lt;/p&gt;&lt;p&gt;", "")
    assert "alert(1)" not in form.content.decode()
    mended = save(browser, reverse("admin:policies_policyitem_change", args=[item.pk]), body_html="<p>短</p>")
    assert mended.status_code == 302
    with pytest.raises(ActionRefused, match="正文过长"):
        transitions.perform(Issue.objects.get(pk=draft.pk), "submit", by=editor)


def test_date_that_is_none_breaks_no_page(draft, at_desk, editor):
    update_all(PolicyItem, issued_on="2026-99")
    for page in ("change", "review", "preview"):
        assert at_desk(editor).get(reverse(f"admin:issues_issue_{page}", args=[draft.pk])).status_code == 200
