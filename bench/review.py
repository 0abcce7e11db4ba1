"""The review page against the plain preview of the same draft.

`python -m bench.review [entries]` prints the queries and the median server time of both: an issue in its fifth
revision, returned once, with 200 comments on 100 threads and a fifth of its entries changed. Exit status 1 where a
target is missed. It works on a database of its own, in memory, and prints no PDF.
"""

import os
import sys
import tempfile
from typing import Any
from unittest.mock import patch

from bench.compose import medians, queries

QUERIES_TARGET, TIME_TARGET = 20, 3.0
REVISIONS, THREADS = 5, 100


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "digest.settings"
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    import django

    with tempfile.TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.DEBUG = False
        settings.ALLOWED_HOSTS = ["testserver"]
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        call_command("migrate", verbosity=0)
        return report(int(sys.argv[1]) if len(sys.argv) > 1 else 60)


def report(size: int) -> int:
    editor, reviewer = people()
    issue = reviewed_issue(size, editor, reviewer)
    pages = {
        name: reader(issue, who, path)
        for name, who, path in (
            (f"preview, {size} entries", reviewer, "preview"),
            ("review page of a reviewer", reviewer, "review"),
            ("review page of an editor", editor, "review"),
        )
    }
    counts = [queries(page) for page in pages.values()]
    seconds = medians(list(pages.values()))
    for name, count, taken in zip(pages, counts, seconds, strict=True):
        print(f"{name}: {count} queries, {taken * 1000:.1f} ms")
    ratio = max(seconds[1:]) / seconds[0]
    print(f"review page / preview: {ratio:.2f} (target: at most {TIME_TARGET})")
    return int(max(counts) > QUERIES_TARGET or ratio > TIME_TARGET)


def people() -> list[Any]:
    from django.contrib.auth.models import Group, User

    users = []
    for name, role in (("editor", "编辑"), ("reviewer", "审核")):
        user = User.objects.create_user(name, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        users.append(user)
    return users


def reader(issue: Any, user: Any, path: str) -> Any:
    from django.test import Client

    browser = Client()
    browser.force_login(user)
    return lambda: browser.get(f"/admin/issues/issue/{issue.pk}/{path}/")


def reviewed_issue(size: int, editor: Any, reviewer: Any) -> Any:
    from bench.compose import issue_of
    from issues.editing.building import build_document

    issue = issue_of(1, size)
    for revision in range(1, REVISIONS + 1):
        act(issue, "submit", editor)
        if revision < REVISIONS:
            publish(issue, editor, reviewer)
    uids = [entry.uid for entry in build_document(issue).entries]
    discuss(issue, uids, editor, reviewer)
    act(issue, "return", reviewer)
    change(uids[::5], editor)
    act(issue, "submit", editor)
    return issue


def act(issue: Any, key: str, by: Any) -> None:
    from issues.workflow.transitions import perform

    issue.refresh_from_db()
    perform(issue, key, by=by, note="请再核对")


def publish(issue: Any, editor: Any, reviewer: Any) -> None:
    """Without setting it in type, which is measured elsewhere."""
    from issues.exporting.pdf import Rendered

    act(issue, "approve", reviewer)
    with patch("issues.workflow.editions.print_document", return_value=Rendered(b"%PDF", 1)):
        act(issue, "publish", editor)
    act(issue, "correct", editor)


def discuss(issue: Any, uids: list[Any], editor: Any, reviewer: Any) -> None:
    from issues.reviewing.comments import Quote, raise_comment, reply

    quote = Quote(text="分时段预约", before="通知要求", after="。")
    for number in range(THREADS):
        uid = uids[number % len(uids)]
        thread = raise_comment(issue, by=reviewer, text="请核对原文。", uid=uid, quote=quote)
        reply(thread, by=editor, text="已核对，与原文一致。")


def change(uids: list[Any], editor: Any) -> None:
    from issues.actor import acting_as
    from policies.models import PolicyItem

    with acting_as(editor):
        for item in PolicyItem.objects.filter(uid__in=uids):
            item.body_html = item.body_html.replace("分时段", "错峰、分时段", 3)
            item.save()


if __name__ == "__main__":
    raise SystemExit(main())
