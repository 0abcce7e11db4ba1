"""政策汇总: by issuing body, in an order that the records alone decide."""

import pytest

from issues.document.partial_date import PartialDate
from policies import annexes
from policies.annex_form import CompendiumForm
from policies.models import IssuingBody, PolicyDocument

pytestmark = pytest.mark.django_db

STATE, HEALTH, INSURANCE = "国家卫生健康委员会", "江州省卫生健康委员会", "江州省医疗保障局"


def policy(title, day, *bodies, **fields):
    return PolicyDocument.objects.create(
        title=title, issued_on=PartialDate.parse(day), issuing_bodies=list(bodies), **fields
    )


@pytest.fixture
def library():
    policy("丙", "2025-03-01", INSURANCE, level="provincial")
    policy("乙", "2025-02", HEALTH, level="provincial")
    policy(
        "甲", "2025-01-05", "江州省卫健委", INSURANCE, level="provincial", document_number="江卫〔2025〕1号"
    )
    policy("丁", "2025-06-01", STATE, level="national", source_url="https://wjw.example/4")
    policy("去年", "2024-12-31", STATE, level="national")
    IssuingBody.objects.create(name=HEALTH, aliases=["江州省卫健委"])


def test_documents_stand_by_level_then_body_then_day(library):
    groups = annexes.documents_of(2025)
    assert [(body, [each.title for each in members]) for body, members in groups] == [
        (STATE, ["丁"]),
        (HEALTH, ["甲", "乙"]),
        (INSURANCE, ["丙"]),
    ]


def test_rows_name_the_other_bodies_and_link_to_the_source(library):
    table = annexes.compendium(annexes.documents_of(2025)).table
    assert [group.title for group in table.groups] == [STATE, HEALTH, INSURANCE]
    assert table.rows[0].url == "https://wjw.example/4"
    assert table.rows[1].cells == ("《甲》\n（联合发布：江州省医疗保障局）", "江卫〔2025〕1号", "2025-01-05")
    assert [column.heading for column in table.columns] == ["文件名", "文号", "发文日期"]


def test_topics_have_a_column_where_some_document_has_one(library):
    policy("戊", "2025-07-01", STATE, topic="医保支付")
    table = annexes.compendium(annexes.documents_of(2025)).table
    assert table.columns[-1].heading == "主题"
    assert sorted({len(row.cells) for row in table.rows}) == [4]


def test_workbook_has_the_rows_in_the_same_order(library):
    made = annexes.compendium(annexes.documents_of(2025))
    assert [row[0] for row in made.grid] == ["丁", "甲", "乙", "丙"]


def test_title_within_a_title_has_other_marks():
    policy("关于印发《办法》的通知", "2025-01-05", STATE)
    (row,) = annexes.compendium(annexes.documents_of(2025)).table.rows
    assert row.cells[0] == "《关于印发〈办法〉的通知》"


def test_gaps_say_what_the_records_lack(library):
    gaps = annexes.compendium(annexes.documents_of(2025)).gaps
    assert "3 条没有文号：《丁》、《乙》、《丙》" in gaps
    assert "1 条发文日期不到日：《乙》" in gaps


def test_title_says_year_levels_and_departments(library):
    assert annexes.title_of(2025, annexes.documents_of(2025)) == "2025年国家、省卫健、医保部门政策汇总"
    policy("己", "2023-01-01", "江州省财政厅")
    assert annexes.title_of(2023, annexes.documents_of(2023)) == "2023年政策汇总"


def test_form_takes_the_latest_year_and_the_chosen_bodies(library):
    assert CompendiumForm.defaults() == {"year": "2025"}
    form = CompendiumForm({"year": "2025", "bodies": [INSURANCE]})
    assert form.is_valid()
    assert [row.cells[0] for row in form.content().table.rows] == ["《丙》"]
    assert form.annex_title == "2025年省医保部门政策汇总"


def test_form_without_documents_says_where_they_come_from():
    form = CompendiumForm({})
    assert not form.is_valid()
    assert "政策文件库里还没有注明发文日期的文件" in str(form.errors)
    assert not CompendiumForm({"year": "2025' --"}).is_valid()
