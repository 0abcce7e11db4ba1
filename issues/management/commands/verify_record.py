from typing import Any

from django.core.management.base import CommandParser

from issues.management import base
from issues.management.base import Failure, issue_numbered
from issues.models import Issue, Seal
from issues.workflow.record_check import find_disagreements


class Command(base.Command):
    help = "核对记录：流转、审稿意见、逐条审核的记录链，各次发布的内容校验码、PDF 和附件是否仍然一致。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, nargs="?", metavar="期号", help="不写则核对全部各期")

    def handle(self, *, number: int | None, **options: Any) -> None:
        issues = [issue_numbered(number)] if number else list(Issue.objects.order_by("number"))
        disagreements = [f"{issue}：{reason}" for issue in issues for reason in find_disagreements(issue)]
        for line in disagreements:
            self.stderr.write(line)
        if disagreements:
            raise Failure(f"有 {len(disagreements)} 处不一致，见上")
        for issue in issues:
            self.stdout.write(f"{issue}：{_summary(issue)}")


def _summary(issue: Issue) -> str:
    """The last digest of the chain. Whoever writes it down elsewhere can prove later that no record was changed."""
    last = Seal.objects.filter(issue=issue).order_by("-position").first()
    return f"{last.position} 条记录无改动，末条校验码 {last.chain_digest}" if last else "还没有记录"
