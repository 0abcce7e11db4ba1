import json
from dataclasses import replace

import pytest

from issues.document import Imprint, loading
from issues.document.errors import InvalidDocument
from tests import factories


def test_an_issue_without_imprint_has_the_json_that_it_always_had():
    assert "imprint" not in factories.document().canonical_json


def test_json_has_what_is_filled_in_and_comes_back():
    document = factories.document(imprint=factories.imprint(copies="", page_format="official"))
    written = json.loads(document.canonical_json)["imprint"]
    assert "copies" not in written
    assert written["printed_on"] == "2026-03-28"
    assert loading.loads(document.canonical_json) == document
    assert loading.read_stored(document.canonical_json) == document


@pytest.mark.parametrize("name", ["permit", "recipients", "printed_on", "regime", "page_format"])
def test_the_digest_depends_on_every_field(name):
    full = factories.imprint(page_format="official")
    other = replace(full, **{name: None if name == "printed_on" else ""})
    assert factories.document(imprint=full).digest != factories.document(imprint=other).digest


def test_json_with_an_unknown_regime_is_refused():
    written = json.loads(factories.document(imprint=factories.imprint()).canonical_json)
    written["imprint"]["regime"] = "secret"
    with pytest.raises(InvalidDocument, match="没有“secret”这种"):
        loading.read(written)


def test_internal_material_has_its_permit_on_the_cover_and_the_rest_at_the_end():
    imprint = factories.imprint()
    assert imprint.cover == "准印证号：（江）字第2026-0417号　内部资料，免费交流"
    assert imprint.last_page == [
        ("编印单位", "望澜医院管理研究所"),
        ("发送对象", "本系统各医院"),
        ("印刷单位", "江州青桐印务有限公司"),
        ("印数", "300份"),
        ("印刷日期", "2026年3月28日"),
    ]


def test_an_empty_imprint_prints_nothing():
    assert (Imprint().cover, Imprint().last_page, Imprint().description) == ("", [], "")


@pytest.mark.parametrize(
    ("regime", "missing"),
    [
        ("", []),
        ("official", ["发送对象"]),
        ("internal", ["准印证号", "编印单位", "发送对象", "印刷单位", "印数", "印刷日期"]),
        ("online", []),
    ],
)
def test_each_regime_says_what_it_lacks(regime, missing):
    assert Imprint(regime=regime).missing(["望澜医院管理研究所"]) == missing


def test_every_regime_requires_publishers():
    assert Imprint(regime="online").missing([]) == ["主办单位"]
    assert Imprint().missing([]) == []


def test_what_is_missing_is_named_in_a_sentence():
    reason = factories.imprint(copies="", printed_on=None).why_incomplete(["望澜医院管理研究所"])
    assert reason
    assert reason.startswith("本期的印发方式是“内部资料”，还缺印数、印刷日期，")
    assert factories.imprint().why_incomplete(["望澜医院管理研究所"]) is None
