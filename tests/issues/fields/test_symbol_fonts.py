import json
import re
from pathlib import Path

from django.conf import settings

from issues.richtext.foreign.symbols import TABLES


def test_the_browser_reads_symbol_fonts_as_the_server_does() -> None:
    script = Path(settings.BASE_DIR, "static/admin/editor/pasting/symbol_fonts.js").read_text("utf-8")
    _, tables = script.split("export const SYMBOL_FONTS = ")
    in_one_line = re.sub(r'" \+\n\s*"', "", tables)
    assert json.loads(in_one_line.replace(",\n};", "\n}")) == TABLES
