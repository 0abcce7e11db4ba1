"""Names what a PDF was made by, and from which HTML, so that it can be explained why printing it again gives other bytes."""

import hashlib
import zlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from weasyprint.text.ffi import pango

from issues.exporting.pdf.fonts.faces import Face

PACKAGES = ("WeasyPrint", "pydyf", "pikepdf", "fontTools", "budoux")
CODE = Path(__file__).parent
OWN = {".py", ".css"}


class Producer:
    def __init__(self, faces: Iterable[Face]) -> None:
        self._parts = {name: version(name) for name in PACKAGES} | {
            "Pango": _dotted(pango.pango_version()),
            "zlib": zlib.ZLIB_RUNTIME_VERSION,
            "layout": _digest(path.read_bytes() for path in sorted(CODE.rglob("*")) if path.suffix in OWN),
            "fonts": _digest(
                sorted({f"{face.path.name} {face.path.stat().st_size}".encode() for face in faces})
            ),
        }

    def of(self, html: str) -> str:
        """WeasyPrint 70.0; …; layout 1a2b3c4d; fonts 5e6f7a8b; html 9c0d1e2f: packages by their versions, the rest by
        digests."""
        parts = self._parts | {"html": _digest([html.encode()])}
        return "; ".join(f"{name} {value}" for name, value in parts.items())


def _dotted(number: int) -> str:
    return f"{number // 10_000}.{number // 100 % 100}.{number % 100}"


def _digest(parts: Iterable[bytes]) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:8]
