"""manage.py import_issue with every option."""

import io
import json
import os
import sys

import pytest
from django.core.management import CommandError, call_command

from issues.document import loading
from issues.document.dumping import dumps
from issues.editing.building import build_document
from issues.models import ImportedFile, Issue
from papers.models import Annex
from tests import factories
from tests.files import PDF
from tests.issues.editing.test_imports import TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "第7期.json"
    path.write_text(dumps(factories.document(), read_annex=lambda sha256: b""))
    return path


@pytest.fixture
def annex(tmp_path):
    path = tmp_path / "政策汇总.pdf"
    path.write_bytes(PDF)
    return path


def run(*arguments) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_issue", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def fails(*arguments) -> str:
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    assert caught.value.returncode == 2
    return str(caught.value)


def test_number_and_date_go_before_those_of_the_file(file):
    out, _ = run(file, "--number", 3, "--date", "2025-09-28")
    assert "第3期" in out
    issue = Issue.objects.get()
    assert (issue.number, str(issue.date)) == (3, "2025-09-28")


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [("--number", 0, "期号应从 1 起"), ("--date", "2025-02-30", "没有"), ("--date", "2025-02", "应写到日")],
)
def test_a_wrong_number_or_date_is_said(file, option, value, reason):
    assert reason in fails(file, option, value)
    assert not Issue.objects.exists()


def test_annexes_go_to_the_notice_that_they_belong_to(file, annex):
    run(file, "--annex", annex)
    stored = Annex.objects.get()
    assert (stored.title, stored.filename, stored.size) == ("政策汇总", "政策汇总.pdf", len(PDF))
    assert stored.notice.section.title == "2025年政策汇总"


def test_an_annex_that_cannot_be_one_is_refused(file, tmp_path):
    wrong = tmp_path / "假.pdf"
    wrong.write_bytes(b"MZ\0")
    for more in ([], ["--dry-run"]):
        assert "附件“假.pdf”的内容不是 PDF 文件" in fails(file, "--annex", wrong, *more)
    assert "找不到文件" in fails(file, "--annex", tmp_path / "无.pdf")
    assert not Issue.objects.exists()


def test_an_annex_without_a_notice_is_refused(tmp_path, annex):
    path = tmp_path / "无通知.json"
    source = factories.document(sections=factories.sections()[:2])
    path.write_text(dumps(source, read_annex=lambda sha256: b""))
    assert "附件无处可放" in fails(path, "--annex", annex)


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_json_of_what_was_recognised_reads_back_with_its_annexes(file, annex, tmp_path, more):
    out = tmp_path / "out.json"
    run(file, "--annex", annex, "--number", 9, "--json", out, *more)
    document = loading.loads(out.read_bytes())
    assert document.number == 9
    (stored,) = next(entry.annexes for entry in document.entries if entry.kind == "notice")
    assert stored.content == PDF
    assert Issue.objects.count() == (0 if more else 1)
    if not more:
        assert build_document(Issue.objects.get()) == document


def test_json_of_an_issue_that_exists_is_written_and_no_failure(file, tmp_path):
    run(file)
    out, _ = run(file, "--dry-run", "--json", tmp_path / "out.json")
    assert "已写成交换格式，未存为草稿（现在也不能存：已有第7期，请换一个期号）：" in out
    assert loading.loads((tmp_path / "out.json").read_bytes()).number == 7


def test_json_on_standard_output_stands_alone(file, monkeypatch):
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer))
    out, err = run(file, "--dry-run", "--json", "-")
    assert json.loads(buffer.getvalue())["number"] == 7
    assert (out, "检查通过" in err) == ("", True)


def test_json_that_cannot_be_written_stores_nothing(file, tmp_path):
    assert "不能写入文件" in fails(file, "--json", tmp_path / "无此夹" / "a.json")
    assert not Issue.objects.exists()
    assert not list(tmp_path.glob("*.part"))


def test_issue_remembers_the_file_it_came_from(file, editor):
    run(file, "--by", "editor")
    imported = ImportedFile.objects.get()
    assert (imported.issue, imported.uploaded_by) == (Issue.objects.get(), editor)
    assert imported.read() == file.read_bytes()


@pytest.mark.parametrize("name", ["坏.docx", "坏.doc", "坏.txt", "坏.md", "坏.json", "坏.exe"])
def test_a_file_that_cannot_be_read_is_one_line(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\0\xff")
    message = fails(path)
    assert message.startswith(str(path))
    assert "\n" not in message
    assert not ImportedFile.objects.exists()


def test_what_was_not_recognised_is_shown_with_its_line_and_is_no_failure(tmp_path):
    path = tmp_path / "第21期.txt"
    path.write_text(TEXT)
    out, err = run(path, "--dry-run")
    assert "未识别 1 处" in out
    assert f"{path}:6：未识别：" in err
    assert "“<p> </p>”" in err


def test_json_carries_the_guide_as_it_was_printed(tmp_path):
    path, out = tmp_path / "第21期.txt", tmp_path / "out.json"
    path.write_text(TEXT.replace("一、政策热点\n", "本期导读\n◆政策热点\n- 印错的标题\n一、政策热点\n"))
    run(path, "--dry-run", "--json", out)
    assert json.loads(out.read_text())["printed_guide"] == [
        {"section": "政策热点", "headings": ["印错的标题"]}
    ]


def test_name_of_a_file_that_is_no_text_is_refused(tmp_path, file):
    odd = tmp_path / os.fsdecode(b"\xb5\xda9.json")
    odd.write_bytes(b"{}")
    for arguments in ((odd,), (file, "--annex", odd), (file, "--by", "a\x07")):
        assert "命令行和文件名要用 UTF-8" in fails(*arguments)
