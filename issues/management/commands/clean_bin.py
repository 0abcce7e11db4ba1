from typing import Any

from issues.management import base
from issues.models import EntryRevision


class Command(base.Command):
    help = "清空回收站里 30 天前删除的条目，连同它们的修改记录；现有条目的修改记录不动。可以每天运行一次。"

    def handle(self, **options: Any) -> None:
        count = EntryRevision.objects.all().drop_expired()
        self.stdout.write(f"已清除 {count} 条")
