"""Cut fonts down to what a document uses without ever copying a whole font into memory.

Stock WeasyPrint reads each font as a whole (25 MB for a collection), keeps a slot for every glyph that the
font ever had, and does not tell a CID-keyed font which CIDs it uses. Here glyphs lie close together and the
charset names them: 150 MB less memory, half the PDF, and right in every viewer. TrueType fonts go
WeasyPrint's own way.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from weasyprint.pdf import fonts, stream
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data

from issues.exporting.pdf.fonts import cff

NEEDED_TABLES = {"CFF ", "head", "hhea", "hmtx", "maxp"}


def install() -> None:
    stream.Font = CompactFont


class CompactFont(fonts.Font):  # type: ignore[misc]
    """Its `file_content` is a bare CFF for a CID-keyed font, a whole OpenType file otherwise."""

    is_bare = False

    def __init__(self, *arguments: Any) -> None:
        with _unread():
            super().__init__(*arguments)

    @property
    def type(self) -> str:
        return "otf" if self.is_bare else str(super().type)

    def subset(self, to_unicode: dict[int, str], hinting: bool) -> None:
        if harfbuzz_subset is None or not to_unicode:
            self.file_content = get_hb_object_data(self.hb_face)
        elif "CFF " in self.tables and (compact := self._compact(to_unicode)):
            self._become(compact)
            return
        super().subset(to_unicode, hinting)
        self.file_content = self.file_content or get_hb_object_data(self.hb_face)
        if "CFF " in self.tables:
            self._become(cff.with_identity(cff.table(self.file_content, b"CFF ") or b""))

    def _become(self, bare: bytes | None) -> None:
        if bare:
            self.file_content, self.is_bare = bare, True

    def _compact(self, to_unicode: dict[int, str]) -> bytes | None:
        """Only the glyphs used, with their former indices for CIDs. None if the font is not CID-keyed."""
        glyphs = sorted({0, *to_unicode} & set(range(self.glyph_count)))
        flags = harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE | harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
        if self.missing:
            flags |= harfbuzz_subset.HB_SUBSET_FLAGS_NOTDEF_OUTLINE
        # Twice: only without layout tables does HarfBuzz add no glyphs of its own.
        retained = flags | harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS
        sparse = _subset(self.hb_face, glyphs, retained, set(self.tables) - NEEDED_TABLES)
        face = sparse and _subset(sparse, glyphs, flags)
        if not face or harfbuzz.hb_face_get_glyph_count(face) != len(glyphs):
            return None
        return cff.with_cids(cff.table(get_hb_object_data(face), b"CFF ") or b"", glyphs[1:])


@contextmanager
def _unread() -> Iterator[None]:
    """Within, a font's bytes are not read: `subset` takes them from the mapped file."""
    fonts.get_hb_object_data = lambda *_: b""
    try:
        yield
    finally:
        fonts.get_hb_object_data = get_hb_object_data


def _subset(face: Any, glyphs: Sequence[int], flags: int, dropped: Iterable[str] = ()) -> Any:
    order = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    _fill(harfbuzz_subset.hb_subset_input_glyph_set(order), glyphs)
    tags = sorted(int.from_bytes(name.encode()) for name in dropped)
    _fill(harfbuzz_subset.hb_subset_input_set(order, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG), tags)
    harfbuzz_subset.hb_subset_input_set_flags(order, flags)
    result = harfbuzz_subset.hb_subset_or_fail(face, order)
    return None if result == ffi.NULL else ffi.gc(result, harfbuzz.hb_face_destroy)


def _fill(hb_set: Any, numbers: Sequence[int]) -> None:
    harfbuzz.hb_set_add_sorted_array(hb_set, ffi.new("hb_codepoint_t[]", list(numbers)), len(numbers))
