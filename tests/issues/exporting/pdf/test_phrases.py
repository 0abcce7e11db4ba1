import pytest

from issues.exporting.pdf.layout.phrases import joined, phrases


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("某省卫生健康委关于开展“患者安全百日行动”的通知", ["“患者安全百日行动”", "卫生健康委"]),
        (
            "国家卫生健康委印发《关于药事管理等3个专业医疗质量控制指标（2025年版）的通知》",
            ["国家卫生健康委", "3个", "的通知》"],
        ),
        ("国务院办公厅印发《深化医改三年行动（2026—2028年）》", ["（2026—2028年）》", "国务院办公厅"]),
        ("第一批智慧医院建设活动名单公布", ["第一批"]),
        ("云溪市第三医院以DRG付费为契机", ["第三医院", "DRG"]),
    ],
)
def test_names_and_words_are_kept_whole(heading: str, kept: list[str]) -> None:
    pieces = phrases(heading)
    assert "".join(pieces) == heading
    for word in kept:
        assert any(word in piece for piece in pieces), (word, pieces)


@pytest.mark.parametrize(
    "heading", ["关于做好健康教育工作的通知》", "推动科技成果转化", "学科发展", "某院多措并举"]
)
def test_no_last_line_is_left_with_a_character_or_two(heading: str) -> None:
    assert len(phrases(heading)[-1].strip("》")) > 2


def test_no_line_begins_with_a_dash_or_a_closing_mark() -> None:
    pieces = phrases("守正创新——《某院“十四五”规划》、（2021—2025年）实施情况")
    assert all(piece[0] not in "—》”）、" for piece in pieces)


def test_joiners_stand_inside_of_phrases_only() -> None:
    first, second = phrases("关于活动名单")
    assert joined("关于活动名单") == "\u2060".join(first) + "\u2060".join(second)
