"""The printed sample issue: how it is set, what it costs next to Chromium, and what longer issues cost: `make bench-pdf`.

A longer issue is the sample's sections several times over. Exit status 1 if a target is missed.
"""

import re
import sys
import tempfile
from pathlib import Path

from bench import pdf, typography
from bench.__main__ import printed_sample
from issues.exporting.pdf import render_pdf

SECTIONS, GUIDE = re.compile(r"(?s)<main>(.*)</main>"), re.compile(r'(?s)(<div class="g">.*)</nav>')
LENGTHS = {3: 3.3, 10: 11.0}
"""How many times the sample, and how many times its cost at most."""


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        html = printed_sample(name)
        page, printed = Path(name) / "issue.html", Path(name) / "issue.pdf"
        page.write_text(html, "utf-8")
        printed.write_bytes(render_pdf(html).pdf)
        print("== 版面 ==")
        failed = typography.main(str(printed))
        print("== 与无头 Chromium 打印同一份 HTML 相比 ==")
        failed |= pdf.main(str(page))
    print("== 长刊 ==")
    return failed | _lengths(html)


def _lengths(html: str) -> int:
    base, failed = min(_cost(html)[0] for _ in range(3)), 0
    for times, most in LENGTHS.items():
        cost, pages = _cost(repeated(html, times))
        is_met = cost / base <= most
        print(
            f"{times} 倍：{pages} 页，用时 {cost / base:.1f} 倍（目标 {most:g}）{'' if is_met else '未达标'}"
        )
        failed |= not is_met
    return failed


def _cost(html: str) -> tuple[float, int]:
    """CPU seconds of the worker's process tree, and pages."""
    before = pdf.tree_cpu()
    pages = render_pdf(html).pages
    return pdf.tree_cpu() - before, pages


def repeated(html: str, times: int) -> str:
    """The same issue with its sections and its guide so many times, each with addresses of its own."""
    for parts, anchors in ((SECTIONS, r'(id=")(s)'), (GUIDE, r'(href="#)(s)')):
        (part,) = parts.findall(html)
        copies = (re.sub(anchors, rf"\g<1>x{number}\g<2>", part) for number in range(times))
        html = html.replace(part, "".join(copies), 1)
    return html


if __name__ == "__main__":
    sys.exit(main())
