import pytest

from hospitals.models import Hospital
from issues.similar_names import similar_pairs
from papers.models import Journal
from policies.models import IssuingBody


def pairs(model, *names: str) -> list[tuple[str, str]]:
    alike = similar_pairs(((n, [name]) for n, name in enumerate(names)), model.similarity_rules)
    return [(names[one], names[other]) for one, other in alike]


@pytest.mark.parametrize(
    ("model", "one", "other"),
    [
        (Hospital, "澄湖医院", "江州大学澄湖医院"),
        (Hospital, "江大二院", "江州大学医学院附属第二医院"),
        (Hospital, "云溪医院", "云溪医院（东院区）"),
        (Hospital, "望澜市第一人民医院", "江州省望澜市第一人民医院"),
        (IssuingBody, "国家卫健委", "国家卫生健康委"),
        (IssuingBody, "国家卫生健康委", "国家卫生健康委员会"),
        (IssuingBody, "国家中医药局", "国家中医药管理局"),
        (IssuingBody, "国家医保局", "国家医疗保障局"),
        (IssuingBody, "国家发展改革委", "国家发展和改革委员会"),
        (IssuingBody, "江州省人社厅", "江州省人力资源和社会保障厅"),
        (Journal, "江州医院管理", "江州医院管理杂志"),
        (Journal, "The Lancet", "LANCET"),
    ],
)
def test_names_that_may_stand_for_the_same_are_found(model, one, other):
    assert pairs(model, one, other) == [(one, other)]


@pytest.mark.parametrize(
    ("model", "one", "other"),
    [
        (Hospital, "第一人民医院", "望澜市第一人民医院"),
        (Hospital, "人民医院", "望澜市人民医院"),
        (Hospital, "望澜市第一人民医院", "望澜市第二人民医院"),
        (Hospital, "云溪医院", "澄湖医院"),
        (IssuingBody, "江州省卫健委", "望澜市卫健委"),
        (IssuingBody, "国家卫生健康委", "国家卫生健康委办公厅"),
        (IssuingBody, "卫生健康委员会", "江州省卫生健康委员会"),
        (Journal, "江州医院", "江州医院管理"),
    ],
)
def test_names_of_different_things_are_left_alone(model, one, other):
    assert pairs(model, one, other) == []


def test_alias_counts_as_a_name():
    rows = [(1, ["江州大学澄湖医院", "澄湖"]), (2, ["澄湖医院"]), (3, ["别的医院", "江州大学澄湖 医院"])]
    assert similar_pairs(rows, Hospital.similarity_rules) == [(1, 2), (1, 3), (2, 3)]
