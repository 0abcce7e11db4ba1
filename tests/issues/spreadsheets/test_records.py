"""Tables of name records and of the policy compendium."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hospitals.models import Hospital
from papers.models import Journal, JournalAbstract
from policies.models import IssuingBody, PolicyDocument
from tests.issues.spreadsheets.sheets import ABSTRACTS, confirm, faults, imported, preview, xlsx

pytestmark = pytest.mark.django_db

NAMES = ["规范名", "别名"]
POLICIES = ["文件名", "文号", "发布机构", "发文日期", "级别", "主题"]
NOTICE = [
    "《关于规范门诊预约的通知》",
    "江卫医发〔2026〕3号",
    "江州省卫生健康委员会",
    "2026年3月2日",
    "省",
    "门诊管理",
]


def test_record_is_found_by_its_alias_and_keeps_its_name(at_desk, editor):
    hospital = Hospital.objects.create(name="望澜市第一医院", aliases=["望澜一院"])
    imported(at_desk(editor), Hospital, xlsx(NAMES, ["望澜一院", "一院；市一院"]))
    hospital.refresh_from_db()
    assert (hospital.name, hospital.aliases) == ("望澜市第一医院", ["一院", "市一院", "望澜一院"])
    assert Hospital.objects.count() == 1


def test_name_of_another_record_or_row_is_a_fault(at_desk, editor):
    Hospital.objects.create(name="望澜市第一医院", aliases=["望澜一院"])
    rows = [["清淮医院", "望澜一院；清淮"], ["江州医院", "清淮"], ["甲医院", ""], ["甲医院", ""]]
    assert faults(preview(at_desk(editor), Hospital, xlsx(NAMES, *rows))) == [
        (2, "别名", "“望澜一院”已是“望澜市第一医院”的名称或别名"),
        (3, "别名", "“清淮”已是“清淮医院”的名称或别名"),
        (5, "", "与第 4 行重复（规范名相同），请只留一行"),
    ]


def test_journals_take_what_an_author_needs_to_know(at_desk, editor):
    heads = ["刊名", "ISSN", "国内刊号", "主办单位", "是否核心", "邮箱", "投稿网站"]
    row = [
        "江州医院管理",
        "0012345x",
        "CN 11-1234/R",
        "江州省医院协会",
        "√",
        "a@journal.example",
        "www.journal.example",
    ]
    client = at_desk(editor)
    imported(client, Journal, xlsx(heads, row))
    journal = Journal.objects.get()
    assert (journal.issn, journal.is_core, journal.website) == (
        "0012-345X",
        True,
        "https://www.journal.example",
    )
    bad = ["望澜医学", "123", "", "", "也许", "不是邮箱", ""]
    assert faults(preview(client, Journal, xlsx(heads, bad))) == [
        (2, "ISSN", "ISSN 应为八位，写作 1234-5678，最后一位可以是 X。"),
        (2, "北大核心", "“也许”应为“是”或“否”"),
        (2, "投稿邮箱", "这不像邮箱地址，请照“姓名@单位.cn”的样子填写。"),
    ]


def test_policy_is_found_by_its_number_and_without_one_by_title_bodies_and_date(at_desk, editor):
    client = at_desk(editor)
    plain = ["关于改善服务的意见", "", "江州省卫生健康委员会；江州省医保局", "2025", "省", ""]
    imported(client, PolicyDocument, xlsx(POLICIES, NOTICE, plain))
    stored = PolicyDocument.objects.get(document_number=NOTICE[1])
    assert (stored.title, str(stored.issued_on), stored.level, stored.year) == (
        "关于规范门诊预约的通知",
        "2026-03-02",
        "provincial",
        2026,
    )
    assert IssuingBody.objects.count() == 2
    page = preview(
        client, PolicyDocument, xlsx(POLICIES, ["改了名", *NOTICE[1:]], [*plain[:5], "服务"], plain[:3])
    )
    assert page.context["result"].counts == "新增 1、更新 2、未变 0"


def test_wrong_level_is_shown_with_the_right_ones(at_desk, editor):
    page = preview(at_desk(editor), PolicyDocument, xlsx(POLICIES, [*NOTICE[:4], "县", ""]))
    assert faults(page) == [(2, "级别", "“县”应为国家、省、市之一")]


def test_compendium_is_filtered_by_year_level_and_body(at_desk, editor):
    client = at_desk(editor)
    imported(
        client,
        PolicyDocument,
        xlsx(POLICIES, NOTICE, ["另一件", "", "望澜市卫生健康委员会", "2025", "市", ""]),
    )
    for query in ("year=2026", "level__exact=provincial", "body=江州省卫生健康委员会", "q=江卫医发"):
        response = client.get("/admin/policies/policydocument/?" + query)
        assert [row.title for row in response.context["cl"].result_list] == ["关于规范门诊预约的通知"]


def test_queries_grow_by_batch_and_not_by_row(at_desk, editor):
    client = at_desk(editor)

    def cost(rows: int) -> int:
        table = xlsx(ABSTRACTS[:2], *[[f"论文{rows}-{n}", "江州医院管理"] for n in range(rows)])
        with CaptureQueriesContext(
            connection,
        ) as shown:
            confirm(client, JournalAbstract, preview(client, JournalAbstract, table))
        return len(shown)

    cost(2)  # registers the journal
    assert cost(300) < cost(3) + 300 // 30  # SQLite takes some 60 rows in one statement


@pytest.mark.parametrize("who", ["second_editor", "administrator"])
def test_compendium_may_be_kept_by_editors(at_desk, request, who):
    assert at_desk(request.getfixturevalue(who)).get("/admin/policies/policydocument/add/").status_code == 200
