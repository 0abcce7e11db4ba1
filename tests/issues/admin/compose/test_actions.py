import pytest
from django.test import Client

from issues.models import Masthead, Transition
from issues.workflow.transitions import perform
from policies.models import PolicyItem
from tests import cast, factories
from tests.issues.admin.pages import act, compose, messages_of, titles

pytestmark = pytest.mark.django_db


def step(browser: Client, issue, key: str, **posted):
    return browser.post(act(issue, "workflow", key), {"seen": issue.version} | posted)


def test_steps_take_an_issue_from_draft_to_readers_and_back(editor, reviewer, at_desk, draft):
    writing, reading = at_desk(editor), at_desk(reviewer)
    course = [
        (writing, "submit", "submitted"),
        (writing, "recall", "draft"),
        (writing, "submit", "submitted"),
        (reading, "return", "returned"),
        (writing, "submit", "submitted"),
        (reading, "approve", "approved"),
        (writing, "publish", "published"),
        (writing, "withdraw", "withdrawn"),
        (writing, "correct", "draft"),
    ]
    for browser, key, expected in course:
        response = step(browser, draft, key, note="请核对文号")
        assert response.url == compose(draft)
        draft.refresh_from_db()
        assert (key, draft.status) == (key, expected), messages_of(response)
    assert Transition.objects.filter(issue=draft).count() == len(course)


def test_page_offers_each_person_the_steps_that_are_theirs(editor, reviewer, second_editor, at_desk, draft):
    def offered(user) -> list[str]:
        page = at_desk(user).get(compose(draft))
        return [step.action.key for step in page.context["page"].workflow.steps]

    assert (offered(editor), offered(reviewer)) == (["submit"], [])
    factories.carry(draft, ("submit", editor))
    assert (offered(editor), offered(reviewer)) == (["recall"], ["return", "approve"])
    factories.carry(draft, ("approve", reviewer))
    assert offered(editor) == ["publish", "schedule"]
    assert offered(reviewer) == ["return", "unapprove", "publish", "schedule"]
    factories.carry(draft, ("publish", editor))
    assert offered(editor) == ["withdraw", "correct"]


def test_page_shows_why_who_changed_it_may_not_approve(at_desk, db):
    issue = factories.issue_of(factories.document(), cast.both())
    perform(issue, "submit", by=cast.editor())
    page = at_desk(cast.both()).get(compose(issue)).content.decode()
    assert "暂不能审核通过：您改过这一版的内容" in page
    response = step(at_desk(cast.both()), issue, "approve")
    assert messages_of(response) == ["您改过这一版的内容，不能再审核（编审分离），请另一位审核人来审"]
    issue.refresh_from_db()
    assert issue.status == "submitted"


def test_control_characters_never_reach_the_database(editor, reviewer, at_desk, draft):
    factories.carry(draft, ("submit", editor))
    assert messages_of(step(at_desk(reviewer), draft, "return", note="\0\x1b")) == ["请填写退回原因"]
    step(at_desk(reviewer), draft, "return", note="请核对\0文号\r\n再送审")
    assert Transition.objects.filter(action="return").get().note == "请核对文号\n再送审"
    section = draft.sections.get(kind="papers", parent=None)
    add = {"section": section.pk, "title": "专题\0选读\x07"}
    at_desk(editor).post(act(draft, "add_part"), add)
    assert section.parts.filter(title="专题选读").exists()
    assert messages_of(at_desk(editor).post(act(draft, "add_part"), add | {"title": "\0"})) == [
        "请填写小标题"
    ]


def test_step_is_refused_with_its_reason(editor, reviewer, at_desk, draft):
    response = step(at_desk(reviewer), draft, "submit")
    assert messages_of(response) == ["您没有“送审”的权限；如果工作需要，请联系管理员"]
    assert messages_of(step(at_desk(reviewer), draft, "approve")) == [
        "第7期现在是“草稿”，不能审核通过，请刷新页面"
    ]
    factories.carry(draft, ("submit", editor))
    assert messages_of(step(at_desk(reviewer), draft, "return")) == ["请填写退回原因"]
    assert messages_of(step(at_desk(reviewer), draft, "abolish")) == ["页面已经过时，请刷新后再操作"]
    draft.refresh_from_db()
    assert draft.status == "submitted"


@pytest.mark.parametrize("seen", ["0", "", "abc", "9" * 30])
def test_step_is_refused_on_a_page_out_of_date(editor, at_desk, draft, seen):
    response = step(at_desk(editor), draft, "submit", seen=seen)
    assert "请刷新页面" in messages_of(response)[0]
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_step_is_refused_without_the_token_of_the_page(editor, draft):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    assert step(browser, draft, "submit").status_code == 403
    draft.refresh_from_db()
    assert draft.status == "draft"


@pytest.mark.parametrize(
    "name", ["arrange", "move", "pooled", "undo", "add_section", "move_section", "add_part"]
)
def test_acts_are_posts_only(editor, at_desk, draft, name):
    assert at_desk(editor).get(act(draft, name)).status_code == 405


def test_workflow_is_posts_only(editor, at_desk, draft):
    assert at_desk(editor).get(act(draft, "workflow", "submit")).status_code == 405
    draft.refresh_from_db()
    assert draft.status == "draft"


@pytest.mark.parametrize(
    "name", ["arrange", "move", "pooled", "undo", "add_section", "move_section", "add_part"]
)
def test_acts_are_refused_to_who_may_not_edit(reviewer, at_desk, draft, name):
    before = draft.version
    item = PolicyItem.objects.first()
    posted = {"uid": item.uid, "up": item.uid, "section": item.section_id, "kind": "cases", "title": "新"}
    assert at_desk(reviewer).post(act(draft, name), posted).status_code == 403
    draft.refresh_from_db()
    assert draft.version == before


def test_acts_send_strangers_to_sign_in_and_turn_readers_away(reader, at_desk, draft):
    response = Client().post(act(draft, "workflow", "submit"), {"seen": draft.version})
    assert response.url.startswith("/login/")
    response = at_desk(reader).post(act(draft, "workflow", "submit"), {"seen": draft.version})
    assert response.status_code == 403
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_buttons_move_an_entry_and_come_back_to_themselves(editor, at_desk, draft):
    browser, item = at_desk(editor), PolicyItem.objects.order_by("position")[1]
    response = browser.post(act(draft, "move"), {"up": str(item.uid)})
    assert response.url == f"{compose(draft)}#up-{item.uid}"
    assert f'id="up-{item.uid}"' in browser.get(compose(draft)).content.decode()
    assert PolicyItem.objects.order_by("position").first() == item
    browser.post(act(draft, "move"), {"down": str(item.uid)})
    assert PolicyItem.objects.order_by("position").last() == item


def test_button_sends_an_entry_back_to_the_pool(editor, at_desk, draft):
    item = PolicyItem.objects.first()
    browser = at_desk(editor)
    response = browser.post(act(draft, "pooled"), {"uid": str(item.uid)})
    assert messages_of(response)[0].startswith(
        f"已把“{item.title}”移回素材库；要放回来，按“从素材库选”。 <button"
    )
    item.refresh_from_db()
    assert item.section is None
    assert item.title not in titles(browser.get(compose(draft)).content.decode())
    assert "请刷新页面" in messages_of(browser.post(act(draft, "pooled"), {"uid": str(item.uid)}))[-1]


def arrange(browser: Client, issue, section, uids, seen=None):
    seen = issue.version if seen is None else seen
    return browser.post(
        act(issue, "arrange"), {"section": section.pk, "seen": seen, "uid": [str(uid) for uid in uids]}
    )


def test_arranging_answers_with_the_version_to_go_on_with(editor, at_desk, draft):
    section = draft.sections.get(kind="policies")
    uids = list(PolicyItem.objects.order_by("-position").values_list("uid", flat=True))
    response = arrange(at_desk(editor), draft, section, uids)
    draft.refresh_from_db()
    answer = response.json()
    assert answer["version"] == draft.version
    assert answer["lists"][str(section.pk)] == [[str(uid), f"{n}."] for n, uid in enumerate(uids, 1)]
    assert list(PolicyItem.objects.order_by("position").values_list("uid", flat=True)) == uids


def test_arranging_keeps_a_page_out_of_date_out_of_date(editor, at_desk, draft):
    section = draft.sections.get(kind="policies")
    uids = list(PolicyItem.objects.order_by("-position").values_list("uid", flat=True))
    assert arrange(at_desk(editor), draft, section, uids, seen=0).json()["version"] is None


def test_arranging_is_refused_with_its_reason(editor, at_desk, draft):
    browser, section = at_desk(editor), draft.sections.get(kind="policies")
    other = factories.issue_of(factories.document(8), editor)
    item = PolicyItem.objects.in_issue(draft.pk).first()
    for wrong in (
        arrange(browser, draft, section, ["nonsense"]),
        arrange(browser, draft, other.sections.get(kind="policies"), [item.uid]),
        arrange(browser, other, other.sections.get(kind="policies"), [item.uid]),
        arrange(browser, draft, draft.sections.get(kind="news"), [item.uid]),
    ):
        assert wrong.status_code == 409
        assert "刷新" in wrong.json()["message"] or "不能放进" in wrong.json()["message"]
    factories.carry(draft, ("submit", editor))
    locked = arrange(browser, draft, section, [item.uid])
    assert locked.status_code == 409
    assert "处于“待审核”" in locked.json()["message"]


@pytest.fixture
def approved(draft, editor, reviewer):
    return factories.carry(draft, ("submit", editor), ("approve", reviewer))


@pytest.mark.parametrize(
    ("at", "utc", "shown"),
    [
        ("2030-11-23T09:00", "2030-11-23 01:00:00+00:00", "2030年11月23日 09:00"),
        ("2030-11-23T09:00:30", "2030-11-23 01:00:30+00:00", "2030年11月23日 09:00"),
        ("2030-07-01T00:30", "2030-06-30 16:30:00+00:00", "2030年7月1日 00:30"),
    ],
)
def test_schedule_is_read_as_beijing_time_the_year_round(at, utc, shown, approved, editor, at_desk):
    answer = step(at_desk(editor), approved, "schedule", at=at)
    approved.refresh_from_db()
    assert messages_of(answer) == [f"第7期已定于 {shown}（北京时间）自动发布；在那之前可以“取消定时”。"]
    assert str(approved.publish_at) == utc


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        ("2020-01-01T09:00", "已经过去"),
        ("0001-01-01T00:00", "请填写发布的日期和时间"),
        ("9999-12-31T23:59-14:00", "请填写发布的日期和时间"),
        ("1988-04-17T02:30", "已经过去"),
        ("2030-02-30T09:00", "请填写发布的日期和时间"),
        ("2030-11-23", "请填写发布的日期和时间"),
        ("明天九点", "请填写发布的日期和时间"),
        ("\x00", "请填写发布的日期和时间"),
        ("", "请填写发布的日期和时间"),
        ("99999-01-01T00:00", "请填写发布的日期和时间"),
    ],
)
def test_schedule_refuses_what_is_no_time_to_come(at, reason, approved, editor, at_desk):
    (message,) = messages_of(step(at_desk(editor), approved, "schedule", at=at))
    assert reason in message
    approved.refresh_from_db()
    assert approved.publish_at is None


def test_schedule_that_is_set_offers_another_time(approved, editor, at_desk):
    browser = at_desk(editor)
    assert "定时发布…</summary>" in browser.get(compose(approved)).content.decode()
    step(browser, approved, "schedule", at="2099-03-20T08:30")
    approved.refresh_from_db()
    page = browser.get(compose(approved)).content.decode()
    assert "改时间…</summary>" in page
    assert "定时发布…" not in page
    assert 'name="at" value="2099-03-20T08:30"' in page
    step(browser, approved, "schedule", at="2099-03-21T09:00")
    approved.refresh_from_db()
    assert f"{approved.publish_at:%m-%d %H:%M}" == "03-21 01:00"


def test_schedule_far_in_the_future_can_be_shown_and_called_off(approved, editor, at_desk):
    browser = at_desk(editor)
    step(browser, approved, "schedule", at="9999-12-31T23:59")
    assert browser.get(compose(approved)).status_code == 200
    approved.refresh_from_db()
    step(browser, approved, "unschedule")
    approved.refresh_from_db()
    assert approved.publish_at is None


def test_steps_tell_the_stage_and_what_comes_next(editor, reviewer, at_desk, draft):
    for position, name in enumerate(("初审", "终审")):
        Masthead.current().stages.create(name=name, position=position)
    factories.carry(draft, ("submit", editor))
    assert messages_of(step(at_desk(reviewer), draft, "approve")) == [
        "第7期已初审通过，现在没有可以终审本期的账号，请告诉管理员。"
    ]
    draft.refresh_from_db()
    assert messages_of(step(at_desk(reviewer), draft, "return", note="改")) == [
        "第7期已退回修改，等编辑改好再送审。"
    ]


def test_cancelling_a_schedule_says_so(approved, editor, at_desk):
    step(at_desk(editor), approved, "schedule", at="2030-11-23T09:00")
    approved.refresh_from_db()
    assert messages_of(step(at_desk(editor), approved, "unschedule")) == ["第7期已取消定时，不会自动发布。"]
