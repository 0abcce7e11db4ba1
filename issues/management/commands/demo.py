from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import CommandParser

import issues.demo
from issues.actor import acting_as, signature
from issues.document import Document, loading
from issues.editing.storing import begin_issue, store
from issues.management import base
from issues.management.base import Failure
from issues.models import Issue, Masthead
from issues.models.imprint import ImprintFields
from issues.roles import EDITOR, READER, REVIEWER
from issues.workflow.transitions import perform

SAMPLE = Path(issues.demo.__file__).with_name("sample-issue.json")
PASSWORD = "demo-only-2026"  # noqa: S105 - known to all, which is why production refuses this command
CAST = (
    ("editor", "林", "知远", EDITOR),
    ("reviewer", "周", "慎行", REVIEWER),
    ("reader", "许", "问渠", READER),
)


class Command(base.Command):
    help = "演示：新建三个账号，用一期样刊演示从草稿、送审、审核到发布的全过程，再备好下一期的草稿。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--output", type=Path, default=settings.VAR_DIR / "demo", help="PDF 写到哪个文件夹"
        )

    def handle(self, *, output: Path, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise Failure("演示账号的密码是公开的，不能在正式环境运行 demo")
        if User.objects.exclude(username__in=[username for username, *_ in CAST]).exists():
            raise Failure("这个数据库里有别的账号，演示请另用一个数据库（make demo 就是这样）")
        editor, reviewer, _ = (self._account(*person) for person in CAST)
        document = loading.loads(SAMPLE.read_bytes())
        issue = Issue.objects.filter(number=document.number).first()
        if issue is None:
            issue = self._publish(document, editor, reviewer)
            _prepare_next(document, editor)
        pdf = _hand_out_pdf(issue, output)
        self.stdout.write(f"样刊 PDF：{pdf}\n")
        self._say_who_may_log_in()

    def _account(self, username: str, last_name: str, first_name: str, role: str) -> User:
        names = {"last_name": last_name, "first_name": first_name, "is_staff": role != READER}
        user, is_new = User.objects.get_or_create(username=username, defaults=names)
        if is_new:
            user.set_password(PASSWORD)
            user.save()
            user.groups.add(Group.objects.get(name=role))
        return user

    def _publish(self, document: Document, editor: User, reviewer: User) -> Issue:
        with acting_as(editor):
            issue = store(document)
        self.stdout.write(f"草稿：{issue}，{len(document.entries)} 个条目")
        for action, by in (("submit", editor), ("approve", reviewer), ("publish", editor)):
            record = perform(issue, action, by=by)
            self.stdout.write(f"{record.get_to_status_display()}：{signature(by)}（{by.username}）")
        return issue

    def _say_who_may_log_in(self) -> None:
        self.stdout.write(f"网站：{settings.SITE_URL}/　编审后台：{settings.SITE_URL}/admin/")
        self.stdout.write(f"账号：editor（编辑）、reviewer（审核）、reader（读者），密码都是 {PASSWORD}")


def _prepare_next(document: Document, editor: User) -> None:
    """A draft to try the admin on, with the sample's masthead as the defaults of new issues."""
    masthead = Masthead.current()
    masthead.publishers = list(document.publishers)
    masthead.contact_name, masthead.contact_phone = document.contact.name, document.contact.phone
    for field in ImprintFields._meta.get_fields():
        setattr(masthead, field.name, getattr(document.imprint, field.name))
    masthead.save()
    with acting_as(editor):
        begin_issue()


def _hand_out_pdf(issue: Issue, folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{issue.title}第{issue.number}期.pdf"
    path.touch(mode=0o600)
    path.write_bytes(issue.edition.pdf.read())  # type: ignore[union-attr]
    return path
