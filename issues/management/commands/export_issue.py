import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from issues.annex_files import open_kept
from issues.composing import compose
from issues.exporting.html import export_html
from issues.exporting.interchange import dumps
from issues.exporting.pdf import RenderingFailed
from issues.exporting.printing import print_document
from issues.management import base
from issues.management.base import Failure, issue_numbered
from issues.models import Issue


class Command(base.Command):
    help = "导出一期：在线的版本，没有时导出草稿。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, metavar="期号")
        parser.add_argument("--format", choices=("json", "html", "pdf"), default="json")
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
        if output is None or str(output) == "-":
            sys.stdout.buffer.write(content)
            sys.stdout.flush()
        else:
            _write(output, content)
            self.stderr.write(f"已写入 {output}（{len(content):,} 字节）")


def export(issue: Issue, format: str, *, is_draft: bool) -> bytes:
    """The PDF of an online issue is the one that was published, byte for byte."""
    edition = None if is_draft else issue.edition
    if format == "pdf" and edition:
        return bytes(edition.pdf.read())
    document = edition.document if edition else compose(issue)
    try:
        if format == "pdf":
            return print_document(document, is_draft=is_draft).pdf
        if format == "html":
            return export_html(document).encode()
        return dumps(document, read_annex=lambda sha256: open_kept(sha256).read()).encode()
    except RenderingFailed as error:
        raise Failure(error) from None
    except FileNotFoundError as error:
        raise Failure(f"附件的文件不在了：{error.filename}") from None


def _write(path: Path, content: bytes) -> None:
    """A file whole or not at all, through a link to where it leads; a device or a pipe as it is."""
    target = path.resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target, content)
    except OSError as error:
        raise Failure(f"写不了文件 {path}：{error.strerror}") from None


def _replace(target: Path, content: bytes) -> None:
    partial = target.with_name(f".{os.getpid()}.part")
    try:
        partial.write_bytes(content)
        partial.replace(target)
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
