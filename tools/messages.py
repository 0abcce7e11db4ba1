"""Compiles digest/locale/*.po, our words for what Django writes itself, to the .mo that Django reads.

Run `python -m tools.messages` after a change and commit both: a machine that only serves needs no compiler.
"""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "digest" / "locale"


def sources() -> list[Path]:
    return sorted(LOCALE.rglob("*.po"))


def compiled(source: Path) -> bytes:
    content: bytes = polib.pofile(str(source)).to_binary()
    return content


def main() -> None:
    for source in sources():
        source.with_suffix(".mo").write_bytes(compiled(source))


if __name__ == "__main__":
    main()
