from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from issues.acting import acting_as, signature
from issues.document import Document
from issues.importing import interchange
from issues.importing.errors import InvalidDocument
from issues.management import base
from issues.management.base import Failure, user_named
from issues.storing import refuse_taken_number, store


class Command(base.Command):
    help = "导入一期：读取交换格式（JSON）的文件，存为草稿；有一处不对就全部不存。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.json")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        parser.add_argument("--by", metavar="用户名", help="记为由谁编辑（此人不能再审核本期）")

    def handle(self, *, file: Path, dry_run: bool, by: str | None, **options: Any) -> None:
        editor = user_named(by) if by else None
        if editor and not editor.has_perm("issues.add_issue"):
            raise Failure(f"{signature(editor)} 没有新建期刊的权限")
        try:
            document = interchange.loads(_content(file))
            if dry_run:
                refuse_taken_number(document)
            else:
                with acting_as(editor):
                    store(document)
        except InvalidDocument as error:
            raise Failure(f"{file}：{error}") from None
        self.stdout.write(("检查通过，未写入：" if dry_run else "已导入为草稿：") + _summary(document))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Failure(f"读不到文件 {file}：{error.strerror}") from None


def _summary(document: Document) -> str:
    sections = "、".join(f"{section.title}" for section in document.sections)
    return f"{document.title}第{document.number}期，{len(document.entries)} 个条目（{sections}）"
