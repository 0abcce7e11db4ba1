"""What importing 10,000 abstracts costs against openpyxl's bare read of the same file: `python -m bench.tables [rows]`.

The bare read is the fastest one that openpyxl offers (read-only, values alone). The import is what an editor waits
for: the preview (file to page) and the confirmation (from the stored table to the stored rows with their log), each
through the admin's own view behind the whole middleware. CPU time, medians of interleaved rounds.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from statistics import median
from typing import Any

ROWS, ROUNDS, TARGET = 10_000, 5, 3.0
HEADINGS = ("论文名称", "发表期刊", "发表时间", "作者", "论文摘要", "DOI", "网址")


def main(rows: str = str(ROWS)) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DJANGO_SETTINGS_MODULE="digest.settings", VAR_DIR=folder, LOG_LEVEL="ERROR")
        os.environ.pop("DATABASE_URL", None)
        return measure(int(rows))


def measure(rows: int) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    data, client = table(rows), signed_in()
    times: dict[str, list[float]] = {"read": [], "preview": [], "confirm": []}
    for _ in range(ROUNDS):
        times["read"].append(cpu(partial(bare_read, data))[0])
        spent, page = cpu(partial(preview, client, data))
        times["preview"].append(spent)
        times["confirm"].append(cpu(partial(confirm, client, page, rows))[0])
        forget()
    return report(rows, {name: median(spent) for name, spent in times.items()})


def report(rows: int, spent: dict[str, float]) -> int:
    read, preview, confirm = (spent[name] for name in ("read", "preview", "confirm"))
    print(
        f"{rows} rows: bare read {read:.2f} s; preview {preview:.2f} s, ratio {preview / read:.2f};"
        f" confirmation {confirm:.2f} s, ratio {confirm / read:.2f};"
        f" both {preview + confirm:.2f} s, ratio {(preview + confirm) / read:.2f} (at most {TARGET:.0f})"
    )
    return 0 if (preview + confirm) / read <= TARGET else 1


def cpu(act: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    done = act()
    return time.process_time() - start, done


def table(rows: int) -> bytes:
    """Writes the workbook in normal mode, which stores the dimensions. Without them openpyxl reads the sheet twice."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    for n in range(rows):
        text = (
            f"目的：研究之{n}。" + "方法：回顾性分析某院的运营数据。结果：候诊时间缩短。结论：可供借鉴。" * 6
        )
        cells = (
            f"医院运营研究（{n}）",
            f"期刊{n % 60}",
            f"{2016 + n % 11}-{n % 12 + 1:02}",
            f"沈知{chr(0x4E00 + n)}；顾南{chr(0x5E00 + n)}",
            text,
            f"10.1234/{n}",
            f"https://a.example/{n}",
        )
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def bare_read(data: bytes) -> int:
    from openpyxl import load_workbook

    sheet = load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets[0]
    return sum(1 for _ in sheet.iter_rows(values_only=True))


def signed_in() -> Any:
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client()
    client.force_login(User.objects.create_superuser("editor"))
    return client


def preview(client: Any, data: bytes) -> str:
    from django.core.files.uploadedfile import SimpleUploadedFile

    posted = {"resource": "0", "import_file": SimpleUploadedFile("论文.xlsx", data)}
    return str(client.post("/admin/papers/journalabstract/import/", posted).content.decode())


def confirm(client: Any, page: str, rows: int) -> None:
    import re

    from papers.models import JournalAbstract

    names = ("import_file_name", "original_file_name", "format", "resource", "sha256")
    values = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    client.post("/admin/papers/journalabstract/process_import/", {name: values[name] for name in names})
    if (stored := JournalAbstract.objects.count()) != rows:
        raise SystemExit(f"{stored} rows are stored, not {rows}")


def forget() -> None:
    from django.contrib.admin.models import LogEntry

    from papers.models import Journal, JournalAbstract

    for model in (LogEntry, JournalAbstract, Journal):
        model.objects.all().delete()


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
