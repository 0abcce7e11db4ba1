import pytest

from papers.references import values
from papers.references.authors import names_in


@pytest.mark.parametrize(
    ("shown", "names"),
    [
        ("岳望山;林知微；欧阳清;", ["岳望山", "林知微", "欧阳清"]),
        ("岳望山[1,2];林知微*", ["岳望山", "林知微"]),
        ("岳望山,林知微，欧阳清", ["岳望山", "林知微", "欧阳清"]),
        ("岳望山, 林知微", ["岳望山", "林知微"]),
        ("岳, 望山", ["岳望山"]),
        ("欧阳, 知微", ["欧阳知微"]),
        ("欧阳, 清", ["欧阳清"]),
        ("Smith, John and 岳望山 and", ["Smith, John", "岳望山"]),
        ("Anderson, Brand", ["Anderson, Brand"]),
        (";；", []),
        ("秦望舒[1,2],顾南枝[1],林知微*", ["秦望舒", "顾南枝", "林知微"]),
        ("秦望舒1,2，顾南枝1，林知微<sup>2</sup>", ["秦望舒", "顾南枝", "林知微"]),
        ("秦望舒（1）；顾南枝【1；2】", ["秦望舒", "顾南枝"]),
        ("秦望舒 顾南枝 林知微", ["秦望舒", "顾南枝", "林知微"]),
        ("欧阳 知微", ["欧阳 知微"]),
        ("Smith, John AND Jones, Kim & Li, Wei", ["Smith, John", "Jones, Kim", "Li, Wei"]),
        ("Winter AB, Somers C, van Dijk D.", ["Winter AB", "Somers C", "van Dijk D"]),
        ("&#31206;望舒;顾南枝", ["秦望舒", "顾南枝"]),
        ("M&uuml;ller, J", ["Müller, J"]),
    ],
)
def test_authors_are_parted_as_the_databases_join_them(shown, names):
    assert list(names_in(shown).names) == names


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        ("2026", "2026"),
        ("2026//", "2026"),
        ("2026/03/15/", "2026-03-15"),
        ("2026-03-06 11:12", "2026-03-06"),
        ("2026-03-06T11:12:00", "2026-03-06"),
        ("2026年3月", "2026-03"),
    ],
)
def test_published_is_read_as_exactly_as_it_is_shown(shown, published):
    assert str(values.as_published(shown)) == published


@pytest.mark.parametrize(
    ("shown", "others"),
    [
        ("秦望舒 and 顾南枝 and others", "others"),
        ("秦望舒;顾南枝;等", "等"),
        ("秦望舒,顾南枝等", "等"),
        ("秦望舒, 顾南枝, 等.", "等."),
        ("Winter A, Somers B, et al.", "et al."),
    ],
)
def test_that_there_are_more_authors_is_no_author(shown, others):
    names = names_in(shown)
    assert (len(names.names), names.others) == (2, (others,))


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        ("2026 Feb 5", "2026-02-05"),
        ("2026 FEB", "2026-02"),
        ("February 5, 2026", "2026-02-05"),
        ("5 Feb. 2026", "2026-02-05"),
        ("Feb 2026", "2026-02"),
    ],
)
def test_months_are_read_by_their_english_names(shown, published):
    assert str(values.as_published(shown)) == published


@pytest.mark.parametrize("shown", ["", "2026春", "2026-13", "3月"])
def test_what_is_no_date_is_not_guessed(shown):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever its words
        values.as_published(shown)


@pytest.mark.parametrize(
    ("shown", "stored"),
    [
        ("<正>医院管理。", "医院管理。"),
        ("＜正＞ 医院管理。", "医院管理。"),
        ("摘要：医院管理。", "医院管理。"),
        ("摘 要: 医院管理。", "医院管理。"),
        ("【摘要】目的 医院管理。", "目的 医院管理。"),
        ("［摘要］：目的", "目的"),
        ("【目的】甲。【方法】乙。", "【目的】甲。【方法】乙。"),
        ("摘要写作的要求", "摘要写作的要求"),
        ("P&lt;0.05，CO<sub>2</sub>", "P<0.05，CO₂"),
        ("若 a<b 且 c>d", "若 a<b 且 c>d"),
        ("第一段。\n\n 第二段。", "第一段。\n第二段。"),
    ],
)
def test_abstract_loses_its_dressing_alone(shown, stored):
    assert values.as_abstract(shown) == stored


@pytest.mark.parametrize(
    ("shown", "line"),
    [("门诊\n预约", "门诊预约"), ("DRG\nin China", "DRG in China"), ("\ufeff 门诊  预约\u200b", "门诊 预约")],
)
def test_wrapped_title_comes_onto_one_line(shown, line):
    assert values.as_line(shown) == line


@pytest.mark.parametrize(
    "shown",
    [
        "10.1234/a.b",
        "10.1234／a.b",
        "ＤＯＩ：10．1234／a.b",
        "doi:10.1234/a.b",
        "DOI：10.1234/a.b",
        "https://doi.org/10.1234/a.b",
    ],
)
def test_doi_is_kept_bare(shown):
    assert values.as_doi(shown) == "10.1234/a.b"
