import re
from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hospitals.document import CaseStudy
from issues.document import Imprint, Section
from issues.document.kinds import section_kinds
from issues.editing.building import build_document as compose_document
from issues.editing.storing import begin_issue
from issues.models import Issue, Masthead
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import act, compose, form_values, titles
from tests.rendered import flat, seen

pytestmark = pytest.mark.django_db


def test_new_issue_arrives_with_number_date_and_sections(editor, at_desk, draft):
    masthead = Masthead.current()
    masthead.publishers, masthead.contact_name = ["望澜医院管理研究所", "清淮学会"], "林知远"
    masthead.save()
    page = at_desk(editor).get("/admin/issues/issue/add/")
    values = form_values(page)
    assert values["number"] == 8
    assert values["date"]() if callable(values["date"]) else values["date"] == date.today()
    response = at_desk(editor).post(
        "/admin/issues/issue/add/",
        values | {"date": "2026-04-03", "publishers": "望澜医院管理研究所\n清淮学会"},
    )
    issue = Issue.objects.get(number=8)
    assert response.url == compose(issue)
    assert [s.title for s in issue.sections.all()] == [kind.heading for kind in section_kinds()]
    assert (issue.publishers, issue.contact_name) == (["望澜医院管理研究所", "清淮学会"], "林知远")


def test_new_issue_leaves_out_sections_that_are_switched_off(editor, at_desk):
    Masthead.current().sections.filter(kind="news").update(is_used=False)
    at_desk(editor).post("/admin/issues/issue/add/", {"number": 3, "date": "2026-04-03", "title": "动态参考"})
    kinds = Issue.objects.get(number=3).sections.values_list("kind", flat=True)
    assert list(kinds) == [kind.key for kind in section_kinds() if kind.key != "news"]


def test_page_shows_the_issue_in_the_order_of_the_document(editor, at_desk, draft):
    html = at_desk(editor).get(compose(draft)).content.decode()
    assert titles(html) == [heading for _, heading in compose_document(draft).headings()]
    headings = re.findall(r'<h[23]><span class="label">([^<]*)</span>([^<]*)', flat(html))
    shown = [f"{label}{title.strip()}" for label, title in headings]
    assert shown == [title for _, title in factories.numbered_headings(factories.document())]
    assert shown[:5] == [
        "一、政策热点",
        "二、他山之石",
        "三、理论优选",
        "（一）论文摘要选登",
        "（二）2025年政策汇总",
    ]


def test_page_tells_whose_news_and_which_journal(editor, at_desk, draft):
    html = at_desk(editor).get(compose(draft)).content.decode()
    assert re.findall(r'class="detail">([^<]*)<', html) == [
        "江州医院管理",
        "江州医院管理",
        "第1人民医院",
        "第1人民医院",
        "第2人民医院",
        "第2人民医院",
    ]


def test_page_numbers_sections_as_they_are_printed(editor, at_desk):
    empty, filled = Section(kind="policies", title="政策热点"), factories.sections()[1]
    issue = factories.issue_of(factories.document(sections=(empty, filled)), editor)
    html = flat(at_desk(editor).get(compose(issue)).content.decode())
    assert '<span class="label"></span>政策热点 <span class="quiet">（空，不刊出）' in html
    assert '<span class="label">一、</span>他山之石' in html


def test_page_says_what_each_entry_lacks(editor, at_desk):
    entries = (factories.policy_item(), factories.policy_item("没写完的", body_html=""))
    cases = Section(kind="cases", title="典型案例", entries=(CaseStudy(title="只有题目"),))
    issue = factories.issue_of(
        factories.document(sections=(Section(kind="policies", title="政策热点", entries=entries), cases)),
        editor,
    )
    html = at_desk(editor).get(compose(issue)).content.decode()
    states = re.findall(r'<span class="state(?: lacking)?">([^<]+)</span>', html)
    assert states == ["完整", "缺正文", "缺正文"]
    assert "2 条没有写完" in html
    assert "暂不能送审：还有 2 条没有写完" in html


def test_page_escapes_what_people_wrote(editor, at_desk):
    entry = factories.policy_item("<script>alert(1)</script>")
    section = Section(kind="policies", title="<b>政策</b>", intro="<i>", entries=(entry,))
    issue = factories.issue_of(factories.document(sections=(section,)), editor)
    html = at_desk(editor).get(compose(issue)).content.decode()
    assert "<script>alert" not in html
    assert "<b>政策" not in html


@pytest.mark.parametrize("role", ["editor", "reviewer"])
@pytest.mark.parametrize("size", [6, 60, 120])
def test_page_takes_as_few_queries_whatever_its_size(
    request, role, size, at_desk, editor, django_assert_max_num_queries
):
    kinds = factories.sections()
    policies = Section(
        kind="policies",
        title="政策热点",
        entries=tuple(factories.policy_item(f"政策{i}") for i in range(size // 2)),
    )
    news = Section(kind="news", title="医院资讯", entries=tuple(factories.news_links(size // 6, 3)))
    issue = factories.issue_of(factories.document(sections=(policies, kinds[2], news)), editor)
    factories.carry(issue, ("submit", editor), ("recall", editor))
    browser = at_desk(request.getfixturevalue(role))
    ContentType.objects.get_for_model(Issue)  # which a process asks once
    with django_assert_max_num_queries(19):
        page = browser.get(compose(issue))
    assert len(titles(page.content.decode())) == size // 2 + size // 6 * 3 + 3


def test_lists_take_the_same_queries_with_one_and_with_thirty(editor, at_desk, draft):
    browser, address = at_desk(editor), "/admin/policies/policyitem/"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    few = queries()
    many = tuple(factories.policy_item(f"政策{i}") for i in range(30))
    section = Section(kind="policies", title="政策热点", entries=many)
    factories.issue_of(factories.document(9, sections=(section,)), editor)
    assert queries() == few


def test_masthead_is_saved_from_the_page(editor, at_desk, draft):
    browser = at_desk(editor)
    values = form_values(browser.get(compose(draft)))
    response = browser.post(
        compose(draft), values | {"contact_phone": "0512-5550 9999", "publishers": "望澜医院管理研究所"}
    )
    assert response.url == compose(draft)
    draft.refresh_from_db()
    assert draft.contact_phone == "0512-5550 9999"


def test_wrong_masthead_keeps_what_was_typed(editor, at_desk, draft):
    factories.issue_of(factories.document(8), editor)
    browser = at_desk(editor)
    values = form_values(browser.get(compose(draft)))
    values |= {"number": 8, "contact_name": "写了一半", "publishers": "望澜医院管理研究所"}
    page = browser.post(compose(draft), values).content.decode()
    assert "写了一半" in page
    assert "第8期已经有了，请换一个期号。" in page
    assert "Error" not in page
    assert '<details class="masthead module" open>' in page
    assert len(titles(page)) == len(factories.document().entries)


def test_sections_are_added_moved_renamed_and_removed(editor, at_desk, draft):
    browser = at_desk(editor)
    first, second = draft.sections.filter(parent=None).order_by("position")[:2]
    browser.post(act(draft, "move_section"), {"up": second.pk})
    assert list(draft.sections.filter(parent=None).order_by("position")[:2]) == [second, first]

    heading = f"/admin/issues/section/{first.pk}/change/"
    browser.post(heading, {"title": "政策动向", "intro": "要闻。"} | seen(browser, heading))
    first.refresh_from_db()
    assert (first.title, first.intro) == ("政策动向", "要闻。")

    page = browser.get(f"/admin/issues/section/{first.pk}/delete/").content.decode()
    assert "里面的 2 条会移回素材库" in page
    browser.post(f"/admin/issues/section/{first.pk}/delete/", {"post": "yes"})
    assert not draft.sections.filter(pk=first.pk).exists()
    assert PolicyItem.objects.pooled().count() == 2

    response = browser.post(act(draft, "add_section"), {"kind": "policies"})
    added = draft.sections.get(kind="policies")
    assert response.url.endswith(f"#s{added.pk}")
    assert added.title == "政策热点"


def test_parts_are_added_moved_and_removed(editor, at_desk, draft):
    browser = at_desk(editor)
    papers = draft.sections.get(kind="papers", parent=None)
    browser.post(act(draft, "add_part"), {"section": papers.pk, "title": "期刊投稿信息"})
    part = papers.parts.get(title="期刊投稿信息")
    browser.post(act(draft, "move_section"), {"up": part.pk})
    assert [p.title for p in papers.parts.order_by("position")] == [
        "论文摘要选登",
        "期刊投稿信息",
        "2025年政策汇总",
    ]
    browser.post(f"/admin/issues/section/{part.pk}/delete/", {"post": "yes"})
    assert not papers.parts.filter(pk=part.pk).exists()


def test_section_above_its_parts_offers_only_what_makes_a_part(editor, at_desk, draft):
    def offered() -> tuple[list[str], list[list[str]]]:
        groups = at_desk(editor).get(compose(draft)).context["page"].content.groups
        papers = next(group for group in groups if group.section.kind == "papers")
        labels = [[a.kind.label for a in group.adders] for group in (papers, *papers.parts)]
        return labels[0], labels[1:]

    assert offered() == (["通知与汇编"], [["论文摘要"], []])
    draft.sections.exclude(parent=None).delete()
    assert offered() == (["论文摘要", "通知与汇编"], [])


def test_parts_are_refused_where_the_kind_has_none(editor, at_desk, draft):
    policies = draft.sections.get(kind="policies")
    at_desk(editor).post(act(draft, "add_part"), {"section": policies.pk, "title": "小标题"})
    assert not policies.parts.exists()


def test_imprint_is_saved_from_the_page(editor, at_desk, draft):
    browser = at_desk(editor)
    values = form_values(browser.get(compose(draft)))
    imprint = {
        "regime": "internal",
        "page_format": "official",
        "copies": "300份",
        "printed_on": "2026年3月28日",
    }
    assert browser.post(compose(draft), values | imprint).url == compose(draft)
    draft.refresh_from_db()
    document = compose_document(draft)
    assert document.imprint == Imprint(
        regime="internal", page_format="official", copies="300份", printed_on=date(2026, 3, 28)
    )


def test_page_says_what_the_regime_requires(editor, at_desk, draft):
    notice = "本期的印发方式是“公文性简报”，还缺发送对象"
    assert notice not in at_desk(editor).get(compose(draft)).content.decode()
    draft.regime = "official"
    draft.save()
    assert notice in at_desk(editor).get(compose(draft)).content.decode()
    draft.recipients = "各医院"
    draft.save()
    assert notice not in at_desk(editor).get(compose(draft)).content.decode()


def test_a_new_issue_takes_the_imprint_from_the_defaults(editor, at_desk):
    Masthead.current()
    Masthead.objects.update(regime="internal", page_format="official", permit="（江）字第2026-0417号")
    values = form_values(at_desk(editor).get("/admin/issues/issue/add/"))
    assert [values[name] for name in ("regime", "page_format", "permit")] == [
        "internal",
        "official",
        "（江）字第2026-0417号",
    ]
    assert begin_issue().regime == "internal"
