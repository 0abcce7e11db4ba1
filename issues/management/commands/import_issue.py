from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandParser

from issues.actor import signature
from issues.document import MAX_NUMBER, Annex, Document
from issues.document.annexes import annexes_of, entries_with_annexes, likely_entry, new_annex, with_annexes
from issues.document.dumping import dumps
from issues.document.errors import Unreadable
from issues.document.loading import NO_NUMBER
from issues.document.values import full_date
from issues.editing.imports import import_at_once
from issues.editing.print_remarks import with_print_remarks
from issues.editing.storing import refuse_unstorable
from issues.files import file_store
from issues.importing.formats import SUFFIXES
from issues.importing.recognition import Given, Recognition
from issues.importing.source import Remark
from issues.importing.uploads import read_upload
from issues.management import base, output
from issues.management.base import Failure, user_named


class Command(base.Command):
    help = (
        f"导入一期：读取文件（{'、'.join(suffix[1:] for suffix in SUFFIXES)}），存为草稿；"
        "有一处不能存就全部不存。未识别的内容逐处写到标准错误，并留在这一期的编排页上。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件", help="要导入的文件")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        parser.add_argument("--number", type=int, metavar="期号", help="文件里没写，或与文件不同时用")
        parser.add_argument("--date", metavar="日期", help="如：2026-03-20；文件里没写，或与文件不同时用")
        parser.add_argument("--by", metavar="用户名", help="记为由谁编辑（此人不能再审核本期）")
        parser.add_argument(
            "--annex", type=Path, action="append", default=[], metavar="文件", help="附件，可写多次"
        )
        parser.add_argument(
            "--json", type=Path, metavar="文件", help="把识别的内容写成交换格式；- 表示标准输出"
        )

    def handle(
        self,
        *,
        file: Path,
        dry_run: bool,
        number: int | None,
        date: str | None,
        by: str | None,
        annex: list[Path],
        json: Path | None,
        **options: Any,
    ) -> None:
        editor = _editor(by)
        content = _content(file)
        try:
            recognition = with_print_remarks(read_upload(content, file.name, given=_given(number, date)))
            self._report(file, recognition)
            document = _with_annexes(recognition.document, annex)
            if json:
                output.write(json, _interchange(recognition, document))
            if dry_run:
                outcome = _check(document, is_written=json is not None)
            else:
                import_at_once(file.name, content, recognition, document, by=editor)
                outcome = "已导入为草稿"
        except Unreadable as error:
            raise Failure(f"{file}：{error}") from None
        stream = self.stderr if json == output.STANDARD_OUTPUT else self.stdout
        stream.write(f"{outcome}：{_summary(recognition, document)}")

    def _report(self, file: Path, recognition: Recognition) -> None:
        for remark in recognition.remarks:
            self.stderr.write(_remark_line(file, remark))


def _check(document: Document, *, is_written: bool) -> str:
    """Says whether the document could be stored. Where its JSON is written, what was asked for is done all the same;
    otherwise raises `Unreadable` if it could not."""
    try:
        refuse_unstorable(document)
    except Unreadable as error:
        if not is_written:
            raise
        return f"已写成交换格式，未存为草稿（现在也不能存：{error}）"
    return "检查通过，未写入"


def _editor(username: str | None) -> User | None:
    editor = user_named(username) if username else None
    if editor and not editor.has_perm("issues.add_issue"):
        raise Failure(f"{signature(editor)}没有新建一期的权限")
    return editor


def _given(number: int | None, date: str | None) -> Given:
    if number is not None and not 1 <= number <= MAX_NUMBER:
        raise Failure(NO_NUMBER)
    try:
        return Given(number=number, date=full_date(date) if date else None)
    except ValueError as error:
        raise Failure(f"日期：{error}") from None


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Failure(f"找不到文件 {file}，请检查文件名和所在文件夹") from None


def _with_annexes(document: Document, files: list[Path]) -> Document:
    if files and not entries_with_annexes(document):
        raise Failure("文件里没有识别出可以带附件的通知或汇编，附件无处可放")
    added: dict[int, list[Annex]] = {}
    for file in files:
        added.setdefault(likely_entry(document, file.name) or 0, []).append(_annex(file))
    return with_annexes(document, added)


def _annex(file: Path) -> Annex:
    content = _content(file)
    annex = new_annex(file.name, file_store.sha256_of(content), len(content))
    return replace(annex, content=content)


def _interchange(recognition: Recognition, document: Document) -> bytes:
    contents = {annex.sha256: annex.content for annex in annexes_of(document)}
    printed = [{"section": group.section, "headings": list(group.headings)} for group in recognition.guide]
    return dumps(document, read_annex=contents.get, printed_guide=printed).encode()


def _remark_line(file: Path, remark: Remark) -> str:
    where = f"{file}:{remark.line}" if remark.line else str(file)
    kind = "未识别" if remark.is_unrecognised else "提示"
    return f"{where}：{kind}：{remark.reason}" + (f"：“{remark.text}”" if remark.text else "")


def _summary(recognition: Recognition, document: Document) -> str:
    sections = "、".join(section.title for section in document.sections)
    summary = f"{document.title}第{document.number}期，{len(document.entries)} 个条目（{sections}）"
    if not recognition.remarks:
        return summary
    unrecognised = len(recognition.unrecognised)
    return f"{summary}；未识别 {unrecognised} 处，提示 {len(recognition.remarks) - unrecognised} 处"
