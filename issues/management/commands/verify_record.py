from typing import Any

from django.core.management.base import CommandParser

from issues.management import base
from issues.management.base import Failure, issue_numbered
from issues.models import Issue, Seal
from issues.workflow.record_check import find_disagreements
from issues.workflow.reprinting import differing_reprints


class Command(base.Command):
    help = "核对记录：流转、审稿意见、逐条审核的记录链，各次发布的内容校验码、PDF 和附件是否仍然一致。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, nargs="?", metavar="期号", help="不写则核对全部各期")
        parser.add_argument(
            "--reprint", action="store_true", help="另把各版重新排印，与存档的 PDF 逐字节比较（每版要几秒钟）"
        )

    def handle(self, *, number: int | None, reprint: bool, **options: Any) -> None:
        issues = [issue_numbered(number)] if number else list(Issue.objects.order_by("number"))
        disagreements = [f"{issue}：{reason}" for issue in issues for reason in find_disagreements(issue)]
        if reprint:
            disagreements += self._reprint(issues)
        for line in disagreements:
            self.stderr.write(line)
        if disagreements:
            raise Failure(f"有 {len(disagreements)} 处不一致，见上")
        for issue in issues:
            self.stdout.write(f"{issue}：{_summary(issue)}")

    def _reprint(self, issues: list[Issue]) -> list[str]:
        """Shows the differences that a change of programs, fonts or templates explains; returns the others."""
        differences = [difference for issue in issues for difference in differing_reprints(issue)]
        for difference in differences:
            if difference.is_explained:
                self.stdout.write(difference.sentence)
        return [difference.sentence for difference in differences if not difference.is_explained]


def _summary(issue: Issue) -> str:
    """The last digest of the chain. Whoever writes it down elsewhere can prove later that no record was changed."""
    last = Seal.objects.filter(issue=issue).order_by("-position").first()
    return f"{last.position} 条记录无改动，末条校验码 {last.chain_digest}" if last else "还没有记录"
