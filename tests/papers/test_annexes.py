"""期刊投稿指南: of the journals of which something about submitting is known."""

import pytest

from papers import annexes
from papers.annex_form import SubmissionGuideForm
from papers.models import Journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def journals():
    Journal.objects.create(name="甲刊", email="a@journal.example", fees="审稿费 100 元", frequency="月刊")
    Journal.objects.create(name="乙刊", website="https://b.example/", is_core=True, indexed_in=["CSCD"])
    Journal.objects.create(name="丙刊", sponsor="江州省医院协会")


def test_journals_without_submission_info_are_left_out_and_core_ones_come_first(journals):
    table = annexes.guide(list(annexes.journals_with_submission())).table
    assert [(group.title, len(group.rows)) for group in table.groups] == [
        ("北大核心期刊", 1),
        ("其他期刊", 1),
    ]
    assert [row.cells for row in table.rows] == [
        ("乙刊", "北大核心\nCSCD", "网址：https://b.example/", "", ""),
        ("甲刊\n刊期：月刊", "", "邮箱：a@journal.example", "费用：审稿费 100 元", ""),
    ]
    assert table.rows[0].url == "https://b.example/"


def test_gaps_name_the_journals(journals):
    gaps = annexes.guide(list(annexes.journals_with_submission())).gaps
    assert "2 条没有审稿周期：乙刊、甲刊" in gaps


def test_form_makes_the_guide_of_all_or_of_the_chosen_journals(journals):
    form = SubmissionGuideForm({})
    assert form.is_valid()
    assert [row[0] for row in form.content().grid] == ["乙刊", "甲刊"]
    assert form.annex_title == "医院管理类期刊投稿指南"
    chosen = SubmissionGuideForm({"journals": [Journal.objects.get(name="甲刊").pk], "title": "指南"})
    assert chosen.is_valid()
    assert [row[0] for row in chosen.content().grid] == ["甲刊"]
    assert chosen.annex_title == "指南"


def test_form_without_any_journal_says_so():
    form = SubmissionGuideForm({})
    assert not form.is_valid()
    assert "期刊名录里还没有投稿信息" in str(form.errors)
