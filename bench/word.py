"""Reading a Word file against Mammoth alone, which makes HTML of it: `python -m bench.word [file.docx] [rounds]`.

CPU time in one process, medians of interleaved rounds. Without a file, one of the size of an issue is generated.
"""

import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median

import docx
import mammoth

from issues.importing.word import read_word

ROUNDS, TARGET = 15, 1.5


def main(source: str = "", rounds: str = str(ROUNDS)) -> int:
    data = Path(source).read_bytes() if source else generated()
    ours: list[float] = []
    alone: list[float] = []
    for _ in range(int(rounds)):
        ours.append(cpu(lambda: read_word(data)))
        alone.append(cpu(lambda: mammoth.convert_to_html(BytesIO(data))))
    ratio = median(ours) / median(alone)
    print(
        f"read_word {median(ours) * 1000:.0f} ms, mammoth {median(alone) * 1000:.0f} ms of CPU,"
        f" ratio {ratio:.2f} (at most {TARGET}), {len(data)} bytes"
    )
    return 0 if ratio <= TARGET else 1


def cpu(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def generated() -> bytes:
    """About ten thousand characters and a table of sixty rows, as in an issue."""
    written = docx.Document()
    for section in range(1, 6):
        written.add_heading(f"第 {section} 个栏目", 1)
        for _ in range(8):
            written.add_paragraph("关于推进公立医院高质量发展的通知", style="List Number").runs[0].bold = True
            written.add_paragraph("各有关单位要结合实际，认真组织实施，并于年底前报送进展情况。" * 8)
    table = written.add_table(0, 4, style="Table Grid")
    for number in range(60):
        for cell, text in zip(
            table.add_row().cells, (str(number), "论文题名", "作者", "摘要若干字"), strict=True
        ):
            cell.text = text
    file = BytesIO()
    written.save(file)
    return file.getvalue()


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
