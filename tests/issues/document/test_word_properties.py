import hashlib

import pytest

from issues.document import word_properties
from issues.document.word_properties import divided, joined

TEXT = "甲".join(hashlib.sha256(bytes([n])).hexdigest() for n in range(40))


def test_a_text_is_divided_into_short_properties_and_joined_again():
    pieces = dict(divided(TEXT))
    assert len(pieces) > 3
    assert all(len(value) < 255 for value in pieces.values())
    assert joined(pieces | {"标题": "别的"}) == TEXT


@pytest.mark.parametrize(
    "change", [{"动态参考数据 2": ""}, {"动态参考数据 1": "?"}, {"动态参考数据 1": "AAAA"}]
)
def test_a_changed_piece_leaves_nothing(change):
    assert joined(dict(divided(TEXT)) | change) == ""


def test_a_lost_piece_leaves_nothing():
    pieces = dict(divided(TEXT))
    del pieces["动态参考数据 2"]
    assert joined(pieces) == joined({}) == ""


def test_a_long_text_has_no_properties(monkeypatch):
    monkeypatch.setattr(word_properties, "MAX_PIECES", 3)
    assert not list(divided(TEXT))


def test_a_text_past_the_limit_is_refused(monkeypatch):
    pieces = dict(divided(TEXT))
    monkeypatch.setattr(word_properties, "MAX_BYTES", 100)
    assert joined(pieces) == ""
