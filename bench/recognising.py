"""From a text to a Document against Mammoth alone on the same issue's Word file: `python -m bench.recognising sample.json`.

CPU time in one process, medians of interleaved rounds.
"""

import os
import sys
from io import BytesIO
from pathlib import Path
from statistics import median

import mammoth

from bench.word import cpu

ROUNDS, TARGET = 15, 0.25


def main(sample: str) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "digest.settings"
    import django

    django.setup()
    from issues.document import loading
    from issues.importing.formats import read_file
    from tests.issues.importing.page_texts import as_text, as_word

    document = loading.loads(Path(sample).read_bytes())
    text, word = as_text(document).encode(), as_word(document)
    ours: list[float] = []
    alone: list[float] = []
    for _ in range(ROUNDS):
        ours.append(cpu(lambda: read_file(text, "issue.txt")))
        alone.append(cpu(lambda: mammoth.convert_to_html(BytesIO(word))))
    ratio = median(ours) / median(alone)
    print(
        f"text to Document {median(ours) * 1000:.0f} ms, mammoth {median(alone) * 1000:.0f} ms of CPU,"
        f" ratio {ratio:.2f} (at most {TARGET}), {len(text)} bytes of text"
    )
    return int(ratio > TARGET)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
