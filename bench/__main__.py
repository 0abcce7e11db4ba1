"""Every measurement on the sample issue, each in a process of its own: `make bench`. Exit status 1 if a target is missed.

Ratios of things measured side by side in one run; absolute times say more of the machine than of the product.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "issues/demo/sample-issue.json"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "issue.html"
        page.write_text(printed_sample(folder), "utf-8")
        missed = [
            title
            for title, command in (
                ("PDF：与无头 Chromium 打印同一份 HTML 相比", ["bench.pdf", str(page)]),
                ("阅读：与从内存返回同样字节的 Django 视图相比", ["bench.reading", str(SAMPLE)]),
                ("导入 Word：与只用 Mammoth 转换同一份文件相比", ["bench.word"]),
                ("识别往期：与只用 Mammoth 转换同一期的 Word 文件相比", ["bench.recognising", str(SAMPLE)]),
                ("表格导入：与 openpyxl 读同一份 xlsx 相比", ["bench.tables"]),
                ("编排页：与同样 60 行的 Django 内联表单集相比", ["bench.compose"]),
                ("审阅页：与同一份草稿的预览相比", ["bench.review"]),
            )
            if not measured(title, command)
        ]
    if missed:
        print(f"未达标：{'；'.join(missed)}")
    return 1 if missed else 0


def measured(title: str, command: list[str]) -> bool:
    print(f"== {title} ==", flush=True)
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode == 0  # noqa: S603


def printed_sample(folder: str) -> str:
    os.environ.update(DJANGO_SETTINGS_MODULE="digest.settings", VAR_DIR=folder)
    import django

    django.setup()
    from issues.document import loading
    from issues.exporting.printing import print_html

    return print_html(loading.loads(SAMPLE.read_bytes()))


if __name__ == "__main__":
    raise SystemExit(main())
