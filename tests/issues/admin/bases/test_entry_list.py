"""The lists of entries: what is put into an issue, and into which one."""

from datetime import date

import pytest

from hospitals.models import Hospital, HospitalNewsLink
from issues.models import Issue
from papers.models import JournalAbstract, Notice
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import messages_of

pytestmark = pytest.mark.django_db
LIST = "/admin/policies/policyitem/"


def section(issue: Issue, kind: str):
    return issue.sections.get(kind=kind, parent=None)


def offered(page) -> dict[str, str]:
    """What the list offers to put entries into: labels by key."""
    return dict(page.context["action_form"].fields["destination"].choices)


def put(browser, address: str, rows, destination: object):
    chosen = [row.pk for row in rows]
    posted = {"action": "put_into_issue", "_selected_action": chosen, "destination": str(destination)}
    return browser.post(address, posted)


def test_action_names_the_issue_that_entries_go_into(editor, at_desk, draft):
    home = section(draft, "policies")
    assert offered(at_desk(editor).get(LIST)) == {str(home.pk): "第7期（2026年3月20日） · 政策热点"}


@pytest.mark.parametrize("address", [LIST, "/admin/hospitals/hospital/"])
def test_first_choice_of_what_to_do_is_a_word(address, administrator, at_desk):
    PolicyItem.objects.create(title="素材")
    Hospital.objects.create(name="云溪医院")
    actions = at_desk(administrator).get(address).context["action_form"].fields["action"].choices
    assert next(iter(actions)) == ("", "请选择")


def test_issue_at_work_is_offered_first_and_none_is_chosen_for_the_editor(editor, at_desk, draft):
    back = factories.issue_of(factories.document(16, date=date(2025, 9, 28)), editor)
    page = at_desk(editor).get(LIST)
    assert list(offered(page)) == ["", str(section(draft, "policies").pk), str(section(back, "policies").pk)]
    item = PolicyItem.objects.create(title="素材")
    assert messages_of(put(at_desk(editor), LIST, [item], "")) == ["请先选定放进哪一期、哪个栏目。"]
    item.refresh_from_db()
    assert item.section is None


def test_locked_issues_are_not_offered(editor, at_desk, draft):
    factories.carry(factories.issue_of(factories.document(8), editor), ("submit", editor))
    assert all("第8期" not in label for label in offered(at_desk(editor).get(LIST)).values())


def test_sub_headings_that_take_such_entries_are_offered_and_no_others(editor, at_desk, draft):
    abstracts = offered(at_desk(editor).get("/admin/papers/journalabstract/"))
    assert list(abstracts.values()) == ["第7期（2026年3月20日） · 理论优选 · 论文摘要选登"]
    notices = offered(at_desk(editor).get("/admin/papers/notice/"))
    assert list(notices.values()) == ["第7期（2026年3月20日） · 理论优选"]
    assert JournalAbstract.objects.exists()
    assert Notice.objects.exists()


def test_action_puts_pooled_entries_into_the_chosen_section_and_counts_them(editor, at_desk, draft):
    items = [PolicyItem.objects.create(title=f"素材{n}") for n in range(20)]
    home = section(draft, "policies")
    response = put(at_desk(editor), f"{LIST}?in=pool", items, home.pk)
    assert messages_of(response) == [
        f'已把 20 条放入<a href="/admin/issues/issue/{draft.pk}/change/#s{home.pk}">第7期 · 政策热点</a>。'
    ]
    assert PolicyItem.objects.filter(section=home).count() == 22


def test_action_leaves_what_stands_in_an_issue(editor, at_desk, draft):
    item, standing = PolicyItem.objects.create(title="素材"), PolicyItem.objects.in_issue(draft.pk).first()
    other = factories.issue_of(factories.document(8), editor)
    response = put(at_desk(editor), LIST, [item, standing], section(other, "policies").pk)
    assert messages_of(response)[0].endswith("另有 1 条已在某一期里，没有动。")
    item.refresh_from_db()
    assert item.section == section(other, "policies")
    assert PolicyItem.objects.get(pk=standing.pk).section == section(draft, "policies")
    again = put(at_desk(editor), LIST, [item], section(draft, "policies").pk)
    assert messages_of(again)[-1].startswith("没有放入：所选的条目都已在某一期里")


def test_action_is_refused_where_the_issue_was_locked_meanwhile(editor, at_desk, draft):
    item = PolicyItem.objects.create(title="素材")
    factories.carry(draft, ("submit", editor))
    response = put(at_desk(editor), LIST, [item], section(draft, "policies").pk)
    assert "处于“待审核”" in messages_of(response)[0]
    assert PolicyItem.objects.pooled().count() == 1


def test_action_is_refused_for_a_section_of_another_kind(editor, at_desk, draft):
    item = PolicyItem.objects.create(title="素材")
    response = put(at_desk(editor), LIST, [item], section(draft, "news").pk)
    assert messages_of(response) == ["政策条目不能放进“医院资讯”栏目，请另选一处。"]


def test_action_says_what_is_needed_where_there_is_no_issue_or_no_section(editor, at_desk, db):
    link = HospitalNewsLink.objects.create(title="开诊", hospital="云溪医院", url="https://h.example/1")
    news = "/admin/hospitals/hospitalnewslink/"
    assert messages_of(put(at_desk(editor), news, [link], "")) == ["现在没有在编的期，请先新建一期。"]
    factories.issue_of(factories.document(sections=factories.sections()[:1]), editor)
    response = put(at_desk(editor), news, [link], "")
    assert messages_of(response) == ["在编的各期都没有放资讯链接的栏目，请先到编排页添加栏目。"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (LIST, "分时段预约"),
        ("/admin/hospitals/peerexperience/", "流程再造"),
        ("/admin/hospitals/hospitalnewslink/", "h1.example"),
        ("/admin/papers/journalabstract/", "研究之1"),
        ("/admin/papers/notice/", "见附件"),
    ],
)
def test_lists_find_words_of_the_text(editor, at_desk, draft, address, words):
    browser = at_desk(editor)
    assert browser.get(address, {"q": words}).context["cl"].result_count
    assert not browser.get(address, {"q": f"{words}没有"}).context["cl"].result_count


def test_empty_lists_say_how_things_come_into_them_to_those_who_may(editor, reviewer, at_desk, draft):
    PolicyItem.objects.all().delete()
    assert "请添加一条，从表格导入" in at_desk(editor).get(LIST).content.decode()
    read = at_desk(reviewer).get(LIST).content.decode()
    assert "还没有政策条目。" in read
    assert "从表格导入" not in read
    pool = at_desk(editor).get(LIST, {"in": "pool"}).content.decode()
    assert "素材库里现在没有政策条目。添加或导入时选“素材库”" in pool
    html = at_desk(editor).get("/admin/issues/issue/", {"q": "999"}).content.decode()
    assert "没有找到。请换个词，或者放宽筛选。" in html
    assert '<a class="button minor" href="?">清除查找和筛选</a>' in html
    assert (
        "送审、退回、通过、发布，每一步都会记在这里。"
        in at_desk(editor).get("/admin/issues/transition/").content.decode()
    )
