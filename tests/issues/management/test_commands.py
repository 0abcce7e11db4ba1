import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from issues.document.kinds import section_kinds
from issues.editing import imports
from issues.editing.building import build_document
from issues.importing.formats import read_file
from issues.models import Edition, Issue
from tests import factories

pytestmark = pytest.mark.django_db


def run(*arguments) -> str:
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def fails(*arguments) -> str:
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    assert caught.value.returncode == 2
    return str(caught.value)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "第7期.json"
    path.write_text(json.dumps(payload(), ensure_ascii=False))
    return path


def payload() -> dict:
    from issues.document.dumping import dumps

    return json.loads(dumps(factories.document(), read_annex=lambda sha256: b""))


def test_import_stores_a_draft_by_its_editor(file, editor):
    assert "第7期，11 个条目" in run("import_issue", file, "--by", "editor")
    issue = Issue.objects.get(number=7)
    assert (issue.status, issue.revised_by) == ("draft", [editor.pk])


def test_dry_run_writes_nothing(file):
    assert "检查通过，未写入" in run("import_issue", file, "--dry-run")
    assert not Issue.objects.exists()


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_a_taken_number_is_named(file, more):
    run("import_issue", file)
    assert "已有第7期" in fails("import_issue", file, *more)


def test_a_faulty_file_is_named_with_its_place(file):
    source = payload()
    source["sections"][2]["parts"][0]["entries"][1]["published"] = "2026-02-30"
    file.write_text(json.dumps(source))
    message = fails("import_issue", file)
    assert "sections[2].parts[0].entries[1].published：没有“2026-02-30”这一天" in message
    assert not Issue.objects.exists()


def test_a_missing_file_and_a_missing_user_are_named(tmp_path, file):
    assert "找不到文件" in fails("import_issue", tmp_path / "无.json")
    assert "没有用户名是“谁”的账号" in fails("import_issue", file, "--by", "谁")


def test_transition_carries_out_and_refuses(file, editor, reviewer):
    run("import_issue", file, "--by", "editor")
    assert "现在是“待审核”" in run("transition", 7, "submit", "--by", "editor")
    assert "没有“审核通过”的权限" in fails("transition", 7, "approve", "--by", "editor")
    assert "请填写退回原因" in fails("transition", 7, "return", "--by", "reviewer")
    assert "现在是“待审核”，不能发布" in fails("transition", 7, "publish", "--by", "editor")
    assert "没有第8期" in fails("transition", 8, "submit", "--by", "editor")
    assert Issue.objects.get(number=7).status == "submitted"


def test_export_of_a_draft_reads_back_equal(file, tmp_path):
    run("import_issue", file)
    out = tmp_path / "out.json"
    assert "还没有读者可见的版本，导出的是草稿（草稿）" in run("export_issue", 7, "-o", out)
    before = build_document(Issue.objects.get(number=7))
    Issue.objects.all().delete()
    run("import_issue", out)
    assert build_document(Issue.objects.get(number=7)) == before


def test_export_of_an_online_issue_is_what_was_published(editor, reviewer, tmp_path):
    issue = factories.published(factories.document(), editor=editor, reviewer=reviewer)
    factories.carry(issue, ("correct", editor))
    Issue.objects.filter(pk=issue.pk).update(editor="改过")
    run("export_issue", 7, "--format", "pdf", "-o", tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == Edition.objects.get().pdf.read()
    run("export_issue", 7, "-o", tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text())["editor"] == "林知远"
    run("export_issue", 7, "--draft", "-o", tmp_path / "b.json")
    assert json.loads((tmp_path / "b.json").read_text())["editor"] == "改过"
    run("export_issue", 7, "--format", "html", "-o", tmp_path / "a.html")
    html = (tmp_path / "a.html").read_text()
    assert "江州省印发" in html
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in html.partition("<style")[0]


def test_an_issue_exported_to_word_comes_back(editor, tmp_path):
    issue = factories.issue_of(factories.document(), editor)
    run("export_issue", 7, "--format", "docx", "--draft", "-o", tmp_path / "a.docx")
    assert read_file((tmp_path / "a.docx").read_bytes(), "a.docx").document == build_document(issue)


def test_export_writes_to_standard_output(file, monkeypatch):
    run("import_issue", file)
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer))
    call_command("export_issue", 7, stderr=io.StringIO())
    assert json.loads(buffer.getvalue())["number"] == 7


def test_export_to_a_place_that_cannot_be_written_is_named(file, tmp_path):
    run("import_issue", file)
    assert "不能写入文件" in fails("export_issue", 7, "-o", tmp_path / "无此夹" / "a.json")
    assert "没有第9期" in fails("export_issue", 9)


def test_export_goes_through_a_link_and_into_a_device(file, tmp_path):
    run("import_issue", file)
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    run("export_issue", 7, "-o", tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text())["number"] == 7
    run("export_issue", 7, "-o", "/dev/null")
    assert Path("/dev/null").is_char_device()
    assert "不能写入文件" in fails("export_issue", 7, "-o", tmp_path)


def test_import_refuses_an_editor_without_the_right(file, reader):
    assert "没有新建一期的权限" in fails("import_issue", file, "--by", "reader")
    assert not Issue.objects.exists()


def test_a_database_that_fails_is_one_line(monkeypatch, file):
    def broken(*args, **kwargs):
        raise OperationalError("no such table: issues_issue")

    monkeypatch.setattr(imports, "store", broken)
    assert "连不上数据库" in fails("import_issue", file)


def test_demo_leaves_a_database_of_others_alone(tmp_path, second_editor):
    assert "有别的账号" in fails("demo", "--output", tmp_path)
    assert not Issue.objects.exists()


def test_demo_publishes_the_sample_through_the_workflow(tmp_path):
    out = run("demo", "--output", tmp_path)
    issue = Issue.objects.get(number=12)
    assert [(r.action, r.actor.username) for r in issue.transitions.order_by("pk")] == [
        ("submit", "editor"),
        ("approve", "reviewer"),
        ("publish", "editor"),
    ]
    assert (tmp_path / "动态参考第12期.pdf").read_bytes() == issue.edition.pdf.read()
    assert Issue.objects.get(number=13).sections.count() == len(section_kinds())
    assert "密码都是" in out
    run("demo", "--output", tmp_path)
    assert Issue.objects.count() == 2


def test_demo_refuses_production(settings, tmp_path):
    settings.IS_PRODUCTION = True
    assert "不能在正式环境运行" in fails("demo", "--output", tmp_path)
    assert not Issue.objects.exists()


def test_export_names_what_the_pdf_cannot_show(editor, tmp_path):
    factories.issue_of(factories.document(editor="林知远\ue010"), editor)
    shown = run("export_issue", 7, "--format", "pdf", "-o", tmp_path / "a.pdf")
    assert "提示：有的字符没有字体可以印出：“刊头”里的 U+E010，PDF 里印成了方框" in shown
    assert "没有字体" not in run("export_issue", 7, "--format", "docx", "-o", tmp_path / "a.docx")
