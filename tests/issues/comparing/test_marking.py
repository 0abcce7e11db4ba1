from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issues.comparing.marking import Kind, Piece, diff_pieces

texts = st.text(st.sampled_from("甲乙丙丁，。；\n2025年9月1日 ab%"), max_size=40)


def shown(old, new):
    brackets = {Kind.SAME: "{}", Kind.DELETED: "[-{}-]", Kind.INSERTED: "[+{}+]"}
    return "".join(brackets[piece.kind].format(piece.text) for piece in diff_pieces(old, new))


@given(texts, texts)
def test_pieces_make_up_both_texts(old, new):
    pieces = diff_pieces(old, new)
    assert "".join(p.text for p in pieces if p.kind is not Kind.INSERTED) == old
    assert "".join(p.text for p in pieces if p.kind is not Kind.DELETED) == new
    assert all(p.text for p in pieces)


@given(texts)
def test_the_same_text_is_one_piece(text):
    assert diff_pieces(text, text) == ([Piece(Kind.SAME, text)] if text else [])


@given(texts, texts)
def test_no_two_pieces_of_a_kind_in_a_row(old, new):
    kinds = [piece.kind for piece in diff_pieces(old, new)]
    assert all(one != other for one, other in pairwise(kinds))


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [
        ("印发《通知》", "印发《办法》", "印发《[-通知-][+办法+]》"),
        ("2025年完成", "2026年完成", "[-2025年-][+2026年+]完成"),
        ("2025年9月1日起", "2025年9月2日起", "[-2025年9月1日-][+2025年9月2日+]起"),
        ("达12.5%。", "达12.8%。", "达[-12.5%-][+12.8%+]。"),
        ("召开年度大会", "召开2026年度大会", "召开[+2026+]年度大会"),
        ("type 2 diabetes", "type 12 diabetes", "type [-2-][+12+] diabetes"),
        ("甲完成。丙完成。", "甲完成。乙完成。丙完成。", "甲完成。[+乙完成。+]丙完成。"),
        ("云溪医院", "临湖医院", "[-云溪-][+临湖+]医院"),
    ],
)
def test_marks_are_those_a_person_would_make(old, new, marks):
    assert shown(old, new) == marks


def test_a_rewritten_sentence_is_one_deletion_and_one_insertion():
    old = "各地要加强组织领导，压实工作责任，确保任务按时完成。"
    new = "为使工作顺利，须由专人负责，逐月报告进展。"
    assert [p.kind for p in diff_pieces(f"前文。{old}后文。", f"前文。{new}后文。")] == [
        Kind.SAME,
        Kind.DELETED,
        Kind.INSERTED,
        Kind.SAME,
    ]


def test_a_removed_line_borrows_no_words_of_the_next():
    old = "目的：甲。\n结果：首台准点率与周转相关。\n结论：应优化排程。"
    new = "目的：甲。\n结论：应优化排程，并设专人。"
    assert shown(old, new).endswith("结论：应优化排程[+，并设专人+]。")


def test_texts_too_long_to_compare_are_replaced_as_a_whole():
    old = "".join(chr(0x4E00 + i % 997) for i in range(200_000))
    new = "".join(chr(0x6E00 + i % 991) for i in range(200_000))
    assert diff_pieces(old, new) == [Piece(Kind.DELETED, old), Piece(Kind.INSERTED, new)]


def test_scattered_edits_of_a_long_text_are_marked_one_by_one():
    old = [chr(0x4E00 + i * 7 % 3001) for i in range(10_000)]
    new = [*old]
    for position in range(50, 10_000, 200):
        new[position] = "新"
    assert sum(p.kind is Kind.INSERTED for p in diff_pieces("".join(old), "".join(new))) == 50
