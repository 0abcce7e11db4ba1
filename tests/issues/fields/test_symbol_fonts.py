import json
import re
from pathlib import Path

from django.conf import settings

from issues.richtext.symbols import TABLES


def test_the_browser_reads_symbol_fonts_as_the_server_does() -> None:
    script = Path(settings.BASE_DIR, "static/admin/symbol_fonts.js").read_text("utf-8")
    tables = re.findall(
        r'^  ("[^"]+"):\n((?:    (?:\+ )?".*"\n?,?)+)', script.replace('",\n', '"\n'), re.MULTILINE
    )
    told = {
        json.loads(font): "".join(json.loads(line) for line in re.findall(r'"(?:[^"\\]|\\.)*"', lines))
        for font, lines in tables
    }
    assert told == TABLES
