import pytest
from hypothesis import given
from hypothesis import strategies as st

from issues.richtext.superscripts import subscript, superscript


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("9", "⁹"),
        ("-3", "⁻³"),
        ("−3", "⁻³"),
        ("2+", "²⁺"),
        (" 2 ", " ² "),
        ("n", "ⁿ"),
        ("a", "^a"),
        ("a+b", "^(a+b)"),
        ("-0.5", "^(-0.5)"),
        ("ab", "^(ab)"),
        ("（注）", "^（注）"),
        ("[1,2]", "[1,2]"),
        ("［3］", "［3］"),
        ("®", "®"),
        ("TM", "™"),
        ("o", "°"),
        ("th", "th"),
        ("*", "*"),
        ("²", "²"),
        ("", ""),
        (" ", " "),
    ],
)
def test_raised_text_keeps_its_meaning_as_plain_text(text, plain):
    assert superscript(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("2", "₂"),
        ("1c", "₁c"),
        ("i", "_i"),
        ("max", "_max"),
        ("i+1", "_(i+1)"),
        ("（下）", "_（下）"),
        ("₂", "₂"),
        ("", ""),
    ],
)
def test_lowered_text_keeps_its_meaning_as_plain_text(text, plain):
    assert subscript(text) == plain


@given(st.text(min_size=1, max_size=20))
def test_no_height_is_lost_and_no_text(text):
    """Digits and letters never come out as they went in, which would read as one number with those before."""
    for plain in (superscript(text), subscript(text)):
        assert len(plain) >= len(text.strip()) or plain in "°™℠"
    if text.strip().isascii() and text.strip().isdigit():
        assert text not in (superscript(text), subscript(text))
