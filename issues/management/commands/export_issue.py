from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from issues.editing.building import build_document
from issues.exporting.formats import FORMATS
from issues.exporting.pdf import RenderingFailed
from issues.exporting.printable import why_not_printable
from issues.management import base
from issues.management.base import Failure, issue_numbered
from issues.management.output import STANDARD_OUTPUT, write
from issues.models import Issue


class Command(base.Command):
    help = "导出一期：读者现在看到的版本，没有时导出草稿。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, metavar="期号", help="如：12")
        parser.add_argument(
            "--format",
            choices=tuple(FORMATS),
            default="json",
            metavar="格式",
            help=f"可用：{'、'.join(FORMATS)}；不写是 json",
        )
        parser.add_argument(
            "-o", "--output", type=Path, metavar="文件", help="写入的文件；不写则输出到标准输出"
        )
        parser.add_argument("--draft", action="store_true", help="导出草稿，而不是读者现在看到的版本")

    def handle(self, *, number: int, format: str, output: Path | None, draft: bool, **options: Any) -> None:
        issue = issue_numbered(number)
        is_draft = draft or not issue.is_online
        if is_draft and not draft:
            self.stderr.write(f"{issue}还没有读者可见的版本，导出的是草稿（{issue.standing}）")
        content = export(issue, format, is_draft=is_draft, warn=self.stderr.write)
        write(output or STANDARD_OUTPUT, content)
        if output not in (None, STANDARD_OUTPUT):
            self.stderr.write(f"已写入 {output}（{len(content):,} 字节）")


def export(
    issue: Issue, format: str, *, is_draft: bool, warn: Callable[[str], object] = lambda sentence: None
) -> bytes:
    form, edition = FORMATS[format], None if is_draft else issue.edition
    try:
        if edition:
            return form.write_published(edition.document, edition.read_pdf)
        document = build_document(issue)
        if form.is_printed and (reason := why_not_printable(document)):
            warn(f"提示：{reason}，PDF 里印成了方框")
        return form.write(document, is_draft=is_draft)
    except RenderingFailed as error:
        raise Failure(error) from None
    except FileNotFoundError as error:
        raise Failure(f"找不到附件的文件：{error.filename}") from None
