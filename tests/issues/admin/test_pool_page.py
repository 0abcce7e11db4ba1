import pytest

from issues.composing import compose as compose_document
from papers.models import JournalAbstract
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import act, compose, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def pooled(draft) -> dict[str, PolicyItem]:
    JournalAbstract.objects.create(title="摘要素材", journal="江州医院管理")
    return {title: PolicyItem.objects.create(title=title) for title in ("门诊素材", "病案素材")}


def test_pool_lists_what_fits_and_finds_it(editor, at_desk, draft, pooled):
    browser, section = at_desk(editor), draft.sections.get(kind="policies")
    shown = browser.get(act(draft, "pool", section.pk)).context["rows"]
    assert {row.title for row in shown} == {"门诊素材", "病案素材"}
    found = browser.get(act(draft, "pool", section.pk), {"q": "门诊"}).context["rows"]
    assert [row.title for row in found] == ["门诊素材"]


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
    assert (response.url, told(response)) == (address, ["还没有勾选条目。"])


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
    assert "已不在素材库里" in told(response)[-1]
    assert PolicyItem.objects.pooled().count() == 1


def test_locked_issue_takes_nothing_from_the_pool(editor, at_desk, draft, pooled):
    section, browser = draft.sections.get(kind="policies"), at_desk(editor)
    factories.carry(draft, ("submit", editor))
    assert "内容不能修改" in browser.get(act(draft, "pool", section.pk)).content.decode()
    response = browser.post(act(draft, "pool", section.pk), {"uid": str(pooled["门诊素材"].uid)})
    assert "处于“待审核”" in told(response)[0]
    assert PolicyItem.objects.pooled().count() == 2


def test_pool_is_for_editors_and_for_sections_of_this_issue(editor, reviewer, at_desk, draft, pooled):
    section = draft.sections.get(kind="policies")
    other = factories.issue_of(factories.document(8), editor)
    assert at_desk(reviewer).get(act(draft, "pool", section.pk)).status_code == 403
    assert at_desk(editor).get(act(other, "pool", section.pk)).status_code == 404
