"""导入一期 as an editor does it: bring, look, confirm."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from hospitals.models import PeerExperience
from issues.document.dumping import dumps
from issues.editing.building import build_document as compose_document
from issues.files import file_store
from issues.importing import uploads
from issues.models import ImportedFile, Issue
from papers.models import Annex, Notice
from tests import factories
from tests.files import PDF, xlsx
from tests.issues.admin.pages import compose, messages_of

pytestmark = pytest.mark.django_db

BRING = "/admin/issues/issue/import/"


def payload(number: int = 7) -> bytes:
    return dumps(factories.document(number), read_annex=lambda sha256: b"").encode()


def upload(content: bytes | None = None, name: str = "第7期.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, payload() if content is None else content)


def annex(name: str = "政策汇总.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def at(imported: ImportedFile, name: str = "look") -> str:
    return reverse(f"admin:issues_issue_import_{name}", args=[imported.pk])


def confirming(**changes) -> dict:
    return {"number": "7", "date": "2026-03-20", "confirm": ""} | changes


@pytest.fixture
def desk(editor, at_desk):
    return at_desk(editor)


@pytest.fixture
def imported(desk) -> ImportedFile:
    desk.post(BRING, {"file": upload()})
    return ImportedFile.objects.get()


def test_file_is_previewed_and_confirmed_as_a_draft_of_its_editor(desk, editor):
    assert BRING in desk.get("/admin/issues/issue/").content.decode()
    response = desk.post(BRING, {"file": upload()})
    imported = ImportedFile.objects.get()
    assert response.url == at(imported)
    assert not Issue.objects.exists()
    page = desk.get(at(imported))
    assert page.context["preview"].total == len(factories.document().entries)
    assert "江州省印发" in page.content.decode()
    response = desk.post(at(imported), confirming())
    issue = Issue.objects.get()
    assert response.url == compose(issue)
    assert (issue.status, issue.revised_by) == ("draft", [editor.pk])
    assert compose_document(issue).digest == factories_digest(issue)


def factories_digest(issue: Issue) -> str:
    """Of the uploaded document as the issue must hold it, entry by entry."""
    from issues.document import loading

    stored = ImportedFile.objects.get(issue=issue).read()
    return loading.loads(stored).digest


def test_number_and_date_of_the_person_go_before_those_of_the_file(desk):
    desk.post(BRING, {"file": upload(), "number": "3", "date": "2025年9月28日"})
    imported = ImportedFile.objects.get()
    assert "第3期，2025年9月28日" in desk.get(at(imported)).content.decode()
    desk.post(at(imported), confirming(number="4", date="2025-10-01"))
    issue = Issue.objects.get()
    assert (issue.number, issue.date) == (4, date(2025, 10, 1))


@pytest.mark.parametrize("role", ["reviewer", "reader"])
@pytest.mark.parametrize("name", ["look", "draft", "file", "cancel"])
def test_only_who_may_begin_an_issue_imports(request, at_desk, imported, role, name):
    other = at_desk(request.getfixturevalue(role))
    expected = {403} if role == "reviewer" else {302, 403}
    assert other.get(BRING).status_code in expected
    assert other.post(BRING, {"file": upload()}).status_code in expected
    assert other.post(at(imported, name), confirming()).status_code in expected
    assert not Issue.objects.exists()
    assert ImportedFile.objects.count() == 1


def test_reviewer_is_offered_no_import(at_desk, reviewer):
    assert BRING not in at_desk(reviewer).get("/admin/issues/issue/").content.decode()


@pytest.mark.parametrize("name", ["look", "draft", "file", "cancel"])
def test_another_editors_upload_cannot_be_opened(at_desk, second_editor, imported, name):
    other = at_desk(second_editor)
    assert {
        other.get(at(imported, name)).status_code,
        other.post(at(imported, name), confirming()).status_code,
    } <= {404, 405}
    assert not Issue.objects.exists()
    assert ImportedFile.objects.exists()


@pytest.mark.parametrize("name", ["look", "draft", "file"])
def test_reviewer_looks_at_what_an_issue_was_made_of_and_changes_nothing(
    desk, at_desk, reviewer, imported, name
):
    colleague = at_desk(reviewer)
    assert colleague.get(at(imported, name)).status_code == 404, "until it is confirmed"
    desk.post(at(imported), confirming())
    assert at(imported) in colleague.get(compose(Issue.objects.get())).content.decode()
    assert colleague.get(at(imported, name)).status_code == 200
    assert colleague.post(at(imported, name), confirming(number="9")).status_code == 403
    imported.refresh_from_db()
    assert imported.number == 7


def test_reviewer_is_shown_no_way_into_importing(desk, at_desk, reviewer, imported):
    desk.post(at(imported), confirming())
    html = at_desk(reviewer).get(at(imported)).content.decode()
    main = html[html.index('class="breadcrumbs"') :]
    assert f'href="{BRING}"' not in main
    assert "请" not in re.sub(r"<[^>]+>", "", main[main.index('class="lead"') : main.index("刊头")])
    assert f'href="{BRING}"' in desk.get(at(imported)).content.decode()


def test_posts_need_the_token_of_their_page(editor, imported):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(at(imported), confirming()).status_code == 403
    assert strict.post(BRING, {"file": upload()}).status_code == 403
    assert not Issue.objects.exists()


def test_cancelling_is_a_post_and_leaves_nothing(desk, imported):
    assert desk.get(at(imported, "cancel")).status_code == 405
    assert desk.post(at(imported, "cancel")).status_code == 302
    assert not ImportedFile.objects.exists()


def test_a_cancelled_file_is_gone_from_the_store(desk, imported, django_capture_on_commit_callbacks):
    assert default_storage.exists(imported.stored_path)
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(at(imported, "cancel"))
    assert not default_storage.exists(imported.stored_path)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "空.json", "文件是空的"),
        (b"\xff\xfe\x00", "坏.json", "文件不是 UTF-8 编码"),
        (b"[1,", "坏.json", "文件不是 JSON：第 1 行第 4 列有误"),
        (b'{"format": "x"}', "坏.json", "format：不是动态参考的交换格式"),
        (b"[" * 100_000, "深.json", "文件不是 JSON：嵌套过深"),
        (b"MZ\0\0", "程序.exe", "不认识“.exe”这种文件"),
        (b"anything", "无后缀", "不认识"),
    ],
)
def test_a_bad_file_says_what_is_wrong_with_it_on_the_form(desk, content, name, reason):
    page = desk.post(BRING, {"file": upload(content, name)})
    assert page.status_code == 200
    assert reason in "".join(page.context["form"].errors["file"])
    assert not ImportedFile.objects.exists()


@pytest.mark.parametrize("suffix", [".docx", ".doc", ".txt", ".md"])
@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 broken", b"\0\1\2", b"\xff" * 50]
)
def test_rubbish_of_every_kind_is_refused_in_words(desk, suffix, content):
    page = desk.post(BRING, {"file": upload(content, f"坏{suffix}")})
    assert page.status_code == 200
    assert "没有导入" in "".join(page.context["form"].errors["file"])


def test_what_is_missing_or_too_large_is_said_on_the_form(desk, monkeypatch):
    page = desk.post(BRING, {"number": "0", "date": "昨天"})
    assert set(page.context["form"].errors) == {"file", "number", "date"}
    monkeypatch.setattr(uploads, "MAX_SIZE", 10)
    page = desk.post(BRING, {"file": upload()})
    assert "超过" in "".join(page.context["form"].errors["file"])


def test_a_fault_names_its_place(desk):
    source = json.loads(payload())
    source["sections"][2]["parts"][0]["entries"][1]["published"] = "2026-02-30"
    page = desk.post(BRING, {"file": upload(json.dumps(source).encode())})
    assert "sections[2].parts[0].entries[1].published" in "".join(page.context["form"].errors["file"])


def test_a_taken_number_is_said_at_the_preview_with_the_next_free_one(desk, imported, editor):
    factories.issue_of(factories.document(12), editor)
    factories.issue_of(factories.document(7), editor)
    html = desk.get(at(imported)).content.decode()
    assert "已有第7期" in html
    assert "改为第13期" in html
    desk.post(at(imported), {"number": "7", "date": "2026-03-20", "renumber": ""})
    assert desk.get(at(imported)).context["form"]["number"].value() == 13
    desk.post(at(imported), confirming(number="13"))
    assert Issue.objects.get(number=13).imported_file == imported


def test_a_number_taken_meanwhile_is_refused_and_the_page_keeps_everything(desk, imported, editor):
    factories.issue_of(factories.document(7), editor)
    page = desk.post(at(imported), confirming(date="2026-04-01", annexes0=annex()))
    assert page.status_code == 200
    html = page.content.decode()
    assert "没有导入：已有第7期" in html
    assert 'value="2026-04-01"' in html
    assert "政策汇总.pdf" in html
    desk.post(at(imported), confirming(number="8", date="2026-04-01", carrier0="0"))
    assert Annex.objects.get(notice__section__issue__number=8).filename == "政策汇总.pdf"


def test_confirming_twice_makes_one_issue(desk, imported):
    first = desk.post(at(imported), confirming())
    again = desk.post(at(imported), confirming(number="8"))
    assert again.url == first.url
    assert Issue.objects.count() == 1
    desk.post(at(imported, "cancel"))
    assert Issue.objects.count() == 1
    assert "已导入为" in desk.get(at(imported)).content.decode()


def test_store_that_fails_half_way_leaves_nothing(desk, imported, monkeypatch):
    monkeypatch.setattr(PeerExperience, "from_document", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        desk.post(at(imported), confirming())
    imported.refresh_from_db()
    assert imported.issue is None
    assert not Issue.objects.exists()
    assert not Notice.objects.exists()


def test_annexes_are_attached_to_their_notice(desk):
    desk.post(BRING, {"file": upload(), "annexes": [annex(), annex("名单.xlsx", xlsx())]})
    imported = ImportedFile.objects.get()
    page = desk.get(at(imported))
    assert [field.label for field in page.context["form"].adders()] == ["2025年政策汇总"]
    values = confirming(carrier0="0", carrier1="", annexes0=[annex("补充.pdf", PDF + b"%2")])
    desk.post(at(imported), values)
    annexes = Annex.objects.order_by("position")
    assert [(a.title, a.filename) for a in annexes] == [("政策汇总", "政策汇总.pdf"), ("补充", "补充.pdf")]
    with file_store.open_stored(annexes[0].sha256) as file:
        assert file.read() == PDF


@pytest.mark.parametrize("name", ["病毒.exe", "假.pdf"])
def test_a_file_that_cannot_be_an_annex_is_refused_at_either_step(desk, imported, name):
    page = desk.post(BRING, {"file": upload(), "annexes": [annex(name, b"MZ\0")]})
    assert f"附件“{name}”" in "".join(page.context["form"].errors["annexes"])
    page = desk.post(at(imported), confirming(annexes0=[annex(name, b"MZ\0")]))
    assert (page.status_code, Issue.objects.exists()) == (200, False)
    assert f"附件“{name}”" in page.content.decode()


def test_an_annex_inside_the_file_is_held_to_the_same_rules(desk):
    source = json.loads(payload())
    source["sections"][2]["parts"][1]["entries"][0]["annexes"] = [
        {"title": "附件", "filename": "病毒.exe", "content": "TVo="}
    ]
    page = desk.post(BRING, {"file": upload(json.dumps(source).encode())})
    assert "附件“病毒.exe”的类型不能上传" in "".join(page.context["form"].errors["file"])


def test_what_nobody_confirmed_goes_with_a_later_upload(desk, imported):
    old = timezone.now() - timedelta(days=8)
    ImportedFile.objects.update(uploaded_at=old)
    desk.post(BRING, {"file": upload(payload(8))})
    assert not ImportedFile.objects.filter(pk=imported.pk).exists()
    assert ImportedFile.objects.count() == 1


def test_what_was_confirmed_stays(desk, imported):
    desk.post(at(imported), confirming())
    ImportedFile.objects.update(uploaded_at=timezone.now() - timedelta(days=8))
    desk.post(BRING, {"file": upload(payload(8))})
    assert ImportedFile.objects.filter(pk=imported.pk).exists()


def test_draft_is_read_before_it_is_confirmed_and_the_file_comes_back_as_it_was(desk, imported):
    html = desk.get(at(imported, "draft")).content.decode()
    assert "草稿预览" in html
    assert "江州省印发" in html
    response = desk.get(at(imported, "file"))
    assert b"".join(response.streaming_content) == imported.read()
    assert response["Content-Disposition"].startswith("attachment")


def test_a_kept_file_that_is_gone_leads_back_to_the_upload(desk, imported):
    default_storage.delete(imported.stored_path)
    response = desk.get(at(imported))
    assert (response.url, messages_of(response)) == (BRING, ["上传的文件已过期清除，请重新导入。"])


@pytest.mark.parametrize("size", [6, 60])
def test_pages_take_the_same_queries_whatever_the_size(desk, size, django_assert_max_num_queries):
    policies = tuple(factories.policy_item(f"第{n}条") for n in range(size))
    section = factories.sections()[0].__class__(kind="policies", title="政策热点", entries=policies)
    source = factories.document(sections=(section, *factories.sections()[1:]))
    desk.post(BRING, {"file": upload(dumps(source, read_annex=lambda sha256: b"").encode())})
    with django_assert_max_num_queries(14):
        desk.get(at(ImportedFile.objects.get()))


def test_issue_that_is_deleted_takes_its_file_along(desk, imported):
    desk.post(at(imported), confirming())
    desk.post(reverse("admin:issues_issue_delete", args=[Issue.objects.get().pk]), {"post": "yes"})
    assert not ImportedFile.objects.exists()
