import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hospitals.models import HospitalNewsLink
from issues.admin.compose import pool
from issues.editing.building import build_document as compose_document
from papers.models import JournalAbstract, Notice
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import act, compose, messages_of
from tests.issues.spreadsheets.sheets import confirm, preview
from tests.rendered import flat

pytestmark = pytest.mark.django_db


@pytest.fixture
def pooled(draft) -> dict[str, PolicyItem]:
    JournalAbstract.objects.create(title="摘要素材", journal="江州医院管理")
    return {title: PolicyItem.objects.create(title=title) for title in ("门诊素材", "病案素材")}


def shown(browser, draft, home, **asked: str) -> list[str]:
    page = browser.get(act(draft, "pool", home.pk), asked).context["page"]
    return [row.title for row in page]


def test_pool_lists_what_fits_and_finds_it_by_its_words(editor, at_desk, draft, pooled):
    browser, home = at_desk(editor), draft.sections.get(kind="policies")
    PolicyItem.objects.create(title="转诊素材", body_html="<p>儿科先行</p>", issuing_bodies=["怀岭市卫健委"])
    assert set(shown(browser, draft, home)) == {"门诊素材", "病案素材", "转诊素材"}
    for words in ("门诊", "门诊 素材"):
        assert shown(browser, draft, home, q=words) == ["门诊素材"]
    for words in ("儿科", "怀岭市卫健委", "儿科 转诊"):
        assert shown(browser, draft, home, q=words) == ["转诊素材"]
    assert shown(browser, draft, home, q="儿科 门诊") == []


def test_pool_is_narrowed_by_name_kind_and_date(editor, at_desk, draft, pooled):
    browser, home = at_desk(editor), draft.sections.get(kind="policies")
    PolicyItem.objects.filter(title="门诊素材").update(issuing_bodies=["甲委", "乙局"])
    PolicyItem.objects.filter(title="病案素材").update(issuing_bodies=["甲委员会"])
    page = browser.get(act(draft, "pool", home.pk))
    [(label, names)] = page.context["names"]
    assert (label, set(names)) == ("发布机构", {"甲委", "乙局", "甲委员会"})
    assert shown(browser, draft, home, name="甲委") == ["门诊素材"]
    assert shown(browser, draft, home, name="乙局") == ["门诊素材"]
    ago = timezone.now() - timedelta(days=20)
    PolicyItem.objects.filter(title="门诊素材").update(updated_at=ago)
    assert shown(browser, draft, home, days="7") == ["病案素材"]
    assert set(shown(browser, draft, home, days="30")) == {"门诊素材", "病案素材"}
    papers = draft.sections.get(kind="papers", parent=None)
    Notice.objects.create(topic="other", text="通知素材")
    assert set(shown(browser, draft, papers)) == {"摘要素材", "其他通知"}
    assert shown(browser, draft, papers, kind="notice") == ["其他通知"]
    assert shown(browser, draft, papers, name="江州医院管理") == ["摘要素材"]


@pytest.mark.parametrize(
    "asked",
    [
        {"days": "x"},
        {"since": "x"},
        {"since": "9999-99"},
        {"since": "9999-12-31T23:59:59-23:59"},
        {"since": "0001-01-01T00:00:00+14:00"},
        {"p": "x"},
        {"kind": "x"},
    ],
)
def test_pool_answers_nonsense(editor, at_desk, draft, pooled, asked):
    home = draft.sections.get(kind="policies")
    assert at_desk(editor).get(act(draft, "pool", home.pk), asked).status_code == 200


def test_whole_page_is_ticked_at_once_without_a_script(editor, at_desk, draft, pooled):
    browser, home = at_desk(editor), draft.sections.get(kind="policies")
    page = flat(browser.get(act(draft, "pool", home.pk), {"q": "门诊"}).content.decode())
    [address] = re.findall(r'<a href="(\?[^"]+)">全选</a>', page)
    ticked = browser.get(act(draft, "pool", home.pk) + address.replace("&amp;", "&")).content.decode()
    assert re.findall(r'name="uid" value="([^"]+)" checked', ticked) == [str(pooled["门诊素材"].uid)]


def test_pool_of_many_is_read_page_by_page_in_as_few_queries(editor, at_desk, draft, monkeypatch):
    browser, home = at_desk(editor), draft.sections.get(kind="policies")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(act(draft, "pool", home.pk), {"q": "素材"})
        return len(captured)

    PolicyItem.objects.create(title="素材")
    few = queries()
    for n in range(30):
        PolicyItem.objects.create(title=f"素材{n}", issuing_bodies=[f"机构{n}"])
    assert queries() == few
    monkeypatch.setattr(pool, "SHOWN", 10)
    assert len(shown(browser, draft, home, p="4")) == 1


def test_empty_pool_says_how_things_come_into_it(editor, at_desk, draft):
    home = draft.sections.get(kind="news")
    html = at_desk(editor).get(act(draft, "pool", home.pk)).content.decode()
    assert "素材库里现在没有可以放进“医院资讯”的条目" in html
    assert (
        '<a class="button minor" href="/admin/hospitals/hospitalnewslink/import/">从表格导入资讯链接</a>'
        in html
    )
    PolicyItem.objects.create(title="素材")
    policies = draft.sections.get(kind="policies")
    html = at_desk(editor).get(act(draft, "pool", policies.pk), {"q": "没有这个词"}).content.decode()
    assert '没有找到，请换个词，或“显示全部”。请换个词，或<a href="?">清除筛选</a>。' in html


def test_what_was_just_imported_is_shown_and_ticked(editor, at_desk, draft, pooled):
    browser = at_desk(editor)
    HospitalNewsLink.objects.create(title="旧的", hospital="云溪医院", url="https://yunxi.example/0")
    rows = "\n".join(f"云溪医院\t门诊新闻{n}\thttps://yunxi.example/{n}" for n in range(1, 4))
    [message] = messages_of(confirm(browser, HospitalNewsLink, preview(browser, HospitalNewsLink, rows)))
    address = re.search(r'<a href="([^"]+)">放入', message)[1].replace("&amp;", "&")
    page = browser.get(address)
    assert {row.title for row in page.context["page"]} == {"门诊新闻1", "门诊新闻2", "门诊新闻3"}
    assert page.content.decode().count(" checked") == 3


def test_chosen_entries_go_to_the_end_of_the_section(editor, at_desk, draft, pooled):
    section = draft.sections.get(kind="policies")
    uids = [str(pooled[title].uid) for title in ("病案素材", "门诊素材")]
    response = at_desk(editor).post(act(draft, "pool", section.pk), {"uid": uids})
    assert response.url == f"{compose(draft)}#s{section.pk}"
    entries = compose_document(draft).sections[0].entries
    assert [entry.title for entry in entries[-2:]] == ["病案素材", "门诊素材"]


def test_nothing_chosen_is_said_and_the_page_stays(editor, at_desk, draft, pooled):
    address = act(draft, "pool", draft.sections.get(kind="policies").pk) + "?q=%E9%97%A8"
    response = at_desk(editor).post(address)
    assert (response.url, messages_of(response)) == (address, ["还没有勾选条目。"])


def test_abstracts_from_the_pool_join_their_part(editor, at_desk, draft, pooled):
    section, abstract = draft.sections.get(kind="papers", parent=None), JournalAbstract.objects.pooled().get()
    at_desk(editor).post(act(draft, "pool", section.pk), {"uid": str(abstract.uid)})
    abstract.refresh_from_db()
    assert abstract.section.title == "论文摘要选登"


def test_entry_taken_by_a_colleague_is_refused(editor, at_desk, draft, pooled):
    section, item = draft.sections.get(kind="policies"), pooled["门诊素材"]
    browser = at_desk(editor)
    browser.post(act(draft, "pool", section.pk), {"uid": str(item.uid)})
    response = browser.post(
        act(draft, "pool", section.pk), {"uid": [str(item.uid), str(pooled["病案素材"].uid)]}
    )
    assert "已不在素材库里" in messages_of(response)[-1]
    assert PolicyItem.objects.pooled().count() == 1


def test_locked_issue_takes_nothing_from_the_pool(editor, at_desk, draft, pooled):
    section, browser = draft.sections.get(kind="policies"), at_desk(editor)
    factories.carry(draft, ("submit", editor))
    assert "内容不能修改" in browser.get(act(draft, "pool", section.pk)).content.decode()
    response = browser.post(act(draft, "pool", section.pk), {"uid": str(pooled["门诊素材"].uid)})
    assert "处于“待审核”" in messages_of(response)[0]
    assert PolicyItem.objects.pooled().count() == 2


def test_pool_is_for_editors_and_for_sections_of_this_issue(editor, reviewer, at_desk, draft, pooled):
    section = draft.sections.get(kind="policies")
    other = factories.issue_of(factories.document(8), editor)
    assert at_desk(reviewer).get(act(draft, "pool", section.pk)).status_code == 403
    assert at_desk(editor).get(act(other, "pool", section.pk)).status_code == 404
