from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from issues.composing import compose
from issues.exporting.formats import FORMATS
from issues.exporting.pdf import RenderingFailed
from issues.management import base
from issues.management.base import Failure, issue_numbered
from issues.management.output import STANDARD_OUTPUT, write
from issues.models import Issue


class Command(base.Command):
    help = "导出一期：在线的版本，没有时导出草稿。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, metavar="期号")
        parser.add_argument("--format", choices=tuple(FORMATS), default="json")
        parser.add_argument(
            "-o", "--output", type=Path, metavar="FILE", help="写入的文件；不写则输出到标准输出"
        )
        parser.add_argument("--draft", action="store_true", help="导出正在编辑的内容，而不是在线的版本")

    def handle(self, *, number: int, format: str, output: Path | None, draft: bool, **options: Any) -> None:
        issue = issue_numbered(number)
        is_draft = draft or not issue.is_online
        if is_draft and not draft:
            self.stderr.write(f"{issue}没有在线的版本，导出的是正在编辑的内容（{issue.standing}）")
        content = export(issue, format, is_draft=is_draft)
        write(output or STANDARD_OUTPUT, content)
        if output not in (None, STANDARD_OUTPUT):
            self.stderr.write(f"已写入 {output}（{len(content):,} 字节）")


def export(issue: Issue, format: str, *, is_draft: bool) -> bytes:
    form, edition = FORMATS[format], None if is_draft else issue.edition
    try:
        return form.of_edition(edition) if edition else form.write(compose(issue), is_draft=is_draft)
    except RenderingFailed as error:
        raise Failure(error) from None
    except FileNotFoundError as error:
        raise Failure(f"附件的文件不在了：{error.filename}") from None
