import secrets

import pytest

from issues import job_progress
from tests import factories
from tests.issues.admin.pages import act

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _every_report(settings, tmp_path, monkeypatch):
    settings.CACHES = settings.CACHES | {"jobs": settings.CACHES["jobs"] | {"LOCATION": tmp_path / "jobs"}}
    monkeypatch.setattr(job_progress, "PAUSE", 0)


@pytest.fixture
def reports(monkeypatch):
    texts, stored = [], job_progress.Job.report

    def report(self, text, *, is_done=False):
        texts.append(text)
        stored(self, text, is_done=is_done)

    monkeypatch.setattr(job_progress.Job, "report", report)
    return texts


def asked(client, token):
    return client.get(f"/admin/jobs/{token}/").json()


def test_printing_reports_each_page(editor, client, reports):
    client.force_login(editor)
    issue = factories.issue_of(factories.document(), editor)
    token = secrets.token_hex(16)
    client.get(act(issue, "preview_pdf"), {"job": token})
    assert "正在排版：第 1 页……" in reports
    assert "正在排版：第 2 页……" in reports
    assert asked(client, token)["text"].startswith("正在排版：第 ")


def test_download_is_reported_as_done(editor, client):
    client.force_login(editor)
    issue = factories.issue_of(factories.document(), editor)
    token = secrets.token_hex(16)
    assert client.get(f"/admin/issues/issue/{issue.pk}/export/txt/", {"job": token}).status_code == 200
    assert asked(client, token) == {"text": "", "is_done": True}


def test_rows_of_a_table_are_counted(editor, client, reports):
    client.force_login(editor)
    client.post(
        "/admin/papers/journal/import/", {"pasted": "期刊名称\n江州医院管理\n江州卫生\n", "preview": ""}
    )
    assert "正在核对：第 2 行，共 2 行……" in reports


def test_job_is_known_to_whoever_began_it_alone(editor, second_editor, client):
    token = secrets.token_hex(16)
    client.force_login(editor)
    client.get(
        f"/admin/issues/issue/{factories.issue_of(factories.document(), editor).pk}/export/txt/",
        {"job": token},
    )
    client.force_login(second_editor)
    assert asked(client, token) == {"text": "", "is_done": False}


@pytest.mark.parametrize("token", ["x", "../../etc", "é" * 32, "0" * 31, "0" * 5000])
def test_token_that_is_none_of_ours_is_no_key(editor, client, token):
    client.force_login(editor)
    issue = factories.issue_of(factories.document(), editor)
    assert client.get(f"/admin/issues/issue/{issue.pk}/export/txt/", {"job": token}).status_code == 200


def test_report_outside_a_request_does_nothing():
    job_progress.report("没有人在等")
