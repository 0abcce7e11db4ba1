import pytest
from django.test import Client

from issues.admin.compose import previews
from issues.exporting import printing
from issues.exporting.pdf import RenderingFailed, renderer
from tests import factories
from tests.issues.admin.pages import act, compose, messages_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_draft_is_previewed_by_who_may_view_it(request, role, at_desk, draft):
    browser = at_desk(request.getfixturevalue(role))
    assert browser.get(act(draft, "preview")).status_code == 200
    pdf = browser.get(act(draft, "preview_pdf"))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"].startswith("inline")
    assert pdf.content.startswith(b"%PDF")


def test_preview_leads_back_to_the_compose_page(editor, at_desk, draft):
    html = at_desk(editor).get(act(draft, "preview")).content.decode()
    assert f'<a href="{compose(draft)}">返回编排</a>' in html


@pytest.mark.parametrize("name", ["preview", "preview_pdf"])
def test_draft_is_hidden_from_readers_and_strangers(reader, at_desk, draft, name):
    assert Client().get(act(draft, name)).url.startswith("/login/?")
    assert at_desk(reader).get(act(draft, name)).status_code == 403


def test_draft_is_hidden_from_staff_without_the_permission(reader, at_desk, draft):
    reader.is_staff = True
    reader.save()
    assert at_desk(reader).get(act(draft, "preview")).status_code == 403
    assert at_desk(reader).get(act(draft, "preview_pdf")).status_code == 403


def test_failed_printing_is_a_message(editor, at_desk, draft, monkeypatch):
    def fail(*args, **kwargs):
        raise RenderingFailed(next(iter(RenderingFailed.MESSAGES)))

    monkeypatch.setattr(printing, "render_pdf", fail)
    response = at_desk(editor).get(act(draft, "preview_pdf"))
    assert response.url == compose(draft)
    assert len(messages_of(response)) == 1
    assert messages_of(response)[0].startswith("PDF 没有生成：排版超时")


def test_preview_behind_a_slow_job_is_refused_instead_of_keeping_its_thread(
    editor, at_desk, draft, monkeypatch
):
    monkeypatch.setattr(previews, "PATIENCE", 0.05)
    with renderer._press._lock:
        response = at_desk(editor).get(act(draft, "preview_pdf"))
    assert messages_of(response) == ["PDF 没有生成：正在排印别的内容，请稍后再试。"]


def test_published_pdf_is_linked_from_its_record(editor, reviewer, at_desk):
    issue = factories.published(factories.document(), editor=editor, reviewer=reviewer)
    browser = at_desk(reviewer)
    assert "../editions/1.pdf" in browser.get(compose(issue)).content.decode()
    response = browser.get(act(issue, "edition_pdf", 1))
    assert b"".join(response.streaming_content) == issue.edition.pdf.read()
    assert browser.get(act(issue, "edition_pdf", 2)).status_code == 404
