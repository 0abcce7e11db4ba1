"""Taking an issue away from the compose page, in every form."""

import io
import json
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from issues.document import DRAFT_MARK
from issues.exporting import printing
from issues.exporting.formats import FORMATS, OFFERED
from issues.exporting.pdf import RenderingFailed
from issues.files.file_store import open_stored
from tests import factories
from tests.factories import annex, notice
from tests.issues.admin.pages import act, compose, messages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def online(editor, reviewer):
    return factories.published(factories.document(), editor=editor, reviewer=reviewer)


def name_of(response) -> str:
    disposition, _, name = response["Content-Disposition"].partition("; filename*=utf-8''")
    assert disposition == "attachment"
    return name


def commanded(monkeypatch, *arguments) -> bytes:
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer))
    call_command("export_issue", *arguments, stderr=io.StringIO())
    return buffer.getvalue()


@pytest.mark.parametrize("role", ["editor", "reviewer"])
@pytest.mark.parametrize("form", OFFERED, ids=lambda form: form.key)
def test_draft_is_taken_away_by_who_may_view_it(request, role, form, at_desk, draft):
    response = at_desk(request.getfixturevalue(role)).get(act(draft, "export", form.key))
    assert response.status_code == 200
    assert response["Content-Type"] == form.content_type
    assert name_of(response) == quote(f"动态参考第7期（草稿）.{form.key}")
    assert response.content


@pytest.mark.parametrize("form", OFFERED, ids=lambda form: form.key)
def test_edition_is_taken_away_under_its_own_name(form, editor, at_desk, online):
    response = at_desk(editor).get(act(online, "export_edition", 1, form.key))
    assert response.status_code == 200
    assert name_of(response) == quote(f"动态参考第7期.{form.key}")


@pytest.mark.parametrize(("name", "args"), [("export", ["txt"]), ("export_edition", [1, "txt"])])
def test_nothing_is_given_to_readers_and_strangers(reader, at_desk, online, name, args):
    assert Client().get(act(online, name, *args)).url.startswith("/login/?")
    assert at_desk(reader).get(act(online, name, *args)).status_code == 403
    reader.is_staff = True
    reader.save()
    assert at_desk(reader).get(act(online, name, *args)).status_code == 403


def test_what_there_is_not_is_not_found(editor, at_desk, online):
    browser = at_desk(editor)
    assert browser.get(act(online, "export", "rtf")).status_code == 404
    assert browser.get(act(online, "export_edition", 2, "txt")).status_code == 404
    assert browser.get(reverse("admin:issues_issue_export", args=[0, "txt"])).status_code == 404


def test_edition_stays_what_was_published_while_a_correction_is_made(editor, at_desk, online):
    edition = online.edition
    before = {form.key: form.write_published(edition.document, edition.read_pdf) for form in OFFERED}
    factories.carry(online, ("correct", editor))
    online.title = "改过的刊名"
    online.save()
    browser = at_desk(editor)
    for key, content in before.items():
        assert browser.get(act(online, "export_edition", 1, key)).content == content
    assert before["pdf"] == online.edition.pdf.read()
    assert (
        browser.get(act(online, "export", "txt"))
        .content.decode("utf-8-sig")
        .startswith(f"{DRAFT_MARK}\r\n\r\n改过的刊名")
    )


def test_json_is_what_the_command_writes(editor, at_desk, draft, monkeypatch):
    taken = at_desk(editor).get(act(draft, "export", "json")).content
    assert json.loads(taken)["number"] == 7
    assert taken == commanded(monkeypatch, 7)


@pytest.mark.parametrize("key", ["json", "docx", "txt", "md", "html", "pdf"])
def test_edition_is_what_the_command_writes(key, editor, at_desk, online, monkeypatch):
    taken = at_desk(editor).get(act(online, "export_edition", 1, key)).content
    assert taken == commanded(monkeypatch, 7, "--format", key)


def test_text_can_be_read_in_an_old_notepad(editor, at_desk, draft):
    content = at_desk(editor).get(act(draft, "export", "txt")).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") > 20


def test_approved_issue_is_no_draft_any_more(editor, reviewer, at_desk, draft):
    factories.carry(draft, ("submit", editor), ("approve", reviewer))
    response = at_desk(editor).get(act(draft, "export", "md"))
    assert name_of(response) == quote("动态参考第7期.md")


def test_name_of_a_file_holds_nothing_that_a_file_system_refuses():
    document = factories.document(title="动态/参考：上?")
    assert FORMATS["txt"].file_name(document) == "动态_参考：上_第7期.txt"


def links(html: str) -> list[str]:
    return [line.split('"')[0] for line in html.split('href="') if "export/" in line.split('"')[0]]


def test_menu_offers_the_draft_or_the_edition_or_both(editor, at_desk, draft):
    browser = at_desk(editor)
    keys = [form.key for form in OFFERED]
    drafts = [f"../export/{key}/" for key in keys]
    assert links(browser.get(compose(draft)).content.decode()) == drafts


def test_menu_of_an_online_issue_offers_what_readers_see(editor, at_desk, online):
    browser = at_desk(editor)
    editions = [f"../editions/1/export/{form.key}/" for form in OFFERED]
    assert links(browser.get(compose(online)).content.decode()) == editions
    factories.carry(online, ("correct", editor))
    drafts = [f"../export/{form.key}/" for form in OFFERED]
    assert links(browser.get(compose(online)).content.decode()) == drafts + editions


def test_failure_is_a_message(editor, at_desk, draft, monkeypatch):
    def fail(*args, **kwargs):
        raise RenderingFailed(next(iter(RenderingFailed.MESSAGES)))

    monkeypatch.setattr(printing, "render_pdf", fail)
    response = at_desk(editor).get(act(draft, "export", "pdf"))
    assert response.url == compose(draft)
    assert messages_of(response)[0].startswith("PDF没有生成：排版超时")


def test_annex_whose_file_is_gone_is_a_message(editor, at_desk):
    part = factories.Part(title="政策汇总", entries=(notice(annexes=(annex(b"a,b"),)),))
    section = factories.Section(kind="papers", title="理论优选", parts=(part,))
    issue = factories.issue_of(factories.document(sections=(section,)), editor)
    with open_stored(annex(b"a,b").sha256) as file:
        path = file.name
    browser = at_desk(editor)
    assert browser.get(act(issue, "export", "json")).status_code == 200
    Path(path).unlink()
    response = browser.get(act(issue, "export", "json"))
    assert messages_of(response) == ["JSON没有生成：有附件或文件已找不到或被改过，请告诉管理员。"]
    assert browser.get(act(issue, "export", "txt")).status_code == 200


@pytest.mark.parametrize(("form", "warned"), [("pdf", True), ("docx", False)])
def test_download_of_a_draft_says_what_cannot_be_printed(editor, at_desk, form, warned):
    issue = factories.issue_of(factories.document(editor="林知远\ue010"), editor)
    browser = at_desk(editor)
    browser.get(act(issue, "export", form))
    shown = messages_of(browser.get(compose(issue)))
    assert any("“刊头”里的 U+E010，PDF里印成了方框" in message for message in shown) is warned
