import pytest

from issues.exporting.pdf.fonts import faces, glyphs, tables
from issues.exporting.pdf.fonts.roles import LATIN
from issues.exporting.pdf.limits import LEAST
from issues.exporting.pdf.messages import Job
from issues.exporting.pdf.renderer import Renderer
from tests.issues.exporting.pdf.printing import article, document, section, text

COMMON = "10⁻³ Na⁺ H₂O x₊₋ ⁽¹⁾ ☑☐✔✘➢➤➜ 𝛽=1 𝑃<0.05 ℎ ϕ⁄ϑ ✪⇑ ⮚🗹🡪🟏🔿"


def printed(monkeypatch: pytest.MonkeyPatch, places: str | None) -> tuple[str, tuple[str, ...]]:
    if places is not None:
        monkeypatch.setenv("PRINT_FONTS", places)
    press = Renderer()
    html = document(section(1, "一、典型案例", article("a", "1.符号", COMMON.replace("<", "&lt;"))))
    rendered = press.run(Job(html, (), LEAST))
    press.stop()
    return text(rendered.pdf), rendered.missing


@pytest.mark.parametrize("places", [None, ""])
def test_common_signs_are_printed_with_whatever_fonts_there_are(
    monkeypatch: pytest.MonkeyPatch, places: str | None
) -> None:
    said, missing = printed(monkeypatch, places)
    assert missing == ()
    assert "β=1" in said
    assert "P<0.05" in said


@pytest.mark.parametrize("places", [None, ""])
def test_what_is_known_to_be_printable_is_what_the_fonts_draw(
    monkeypatch: pytest.MonkeyPatch, places: str | None
) -> None:
    if places is not None:
        monkeypatch.setenv("PRINT_FONTS", places)
    glyphs._faces.cache_clear()
    odd = "医院 ŋ łć ☑ ① ℃ 𠮷 \ue010 🦠 x\u0304 ⁻"
    shown = set(glyphs.unprintable(odd))
    press = Renderer()
    html = document(section(1, "一、典型案例", article("a", "1.符号", odd)))
    rendered = press.run(Job(html, (), LEAST))
    press.stop()
    glyphs._faces.cache_clear()
    assert shown == set(rendered.missing)
    assert "\ue010" in shown


def test_latin_claims_no_letter_that_its_file_has_not() -> None:
    face = next(face for face in faces.installed() if face.role.family == "Latin")
    has = tables.characters(face.path)
    assert [hex(code) for first, last in LATIN for code in range(first, last + 1) if code not in has] == []


def test_a_sign_that_cannot_be_seen_is_named_by_its_code_point() -> None:
    assert [glyphs.named(sign) for sign in "☑\ue010\U0001f9a0"] == ["☑（U+2611）", "U+E010", "🦠（U+1F9A0）"]


def test_ordinary_characters_are_in_the_font_of_the_text() -> None:
    face = next(face for face in faces.installed([]) if face.role.family == "Song")
    has = tables.characters(face.path)
    assert [hex(code) for code in glyphs._ORDINARY if code not in has and code not in (0xA0, 0xAD)] == []
