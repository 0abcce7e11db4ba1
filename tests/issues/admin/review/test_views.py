"""Who may do what on the review page, and what a refusal leaves."""

import pytest

from issues.models import Comment, Masthead, Thread, Verdict
from issues.reviewing.comments import raise_comment, reply
from issues.reviewing.conversations import conversations
from issues.reviewing.verdicts import entry_digest, verdicts
from policies.models import PolicyItem
from tests import cast, factories
from tests.issues.admin.pages import messages_of
from tests.issues.admin.review.conftest import address, marked, perform, post

pytestmark = pytest.mark.django_db
Mark = Verdict.Mark
PEOPLE = {
    "editor": cast.editor,
    "second_editor": cast.second_editor,
    "reviewer": cast.reviewer,
    "both": cast.both,
    "reader": cast.reader,
    "nobody": lambda: cast.member("nobody", name="路人"),
}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("editor", 200),
        ("second_editor", 200),
        ("reviewer", 200),
        ("both", 200),
        ("reader", 403),
        ("nobody", 403),
    ],
)
def test_page_is_for_whoever_may_see_the_draft(who, status, submitted, at_desk):
    assert at_desk(PEOPLE[who]()).get(address(submitted)).status_code == status


@pytest.mark.parametrize("act", ["comment", "reply", "resolve", "judge", "reopen"])
def test_acts_are_posted_by_whoever_may_see_the_draft(act, submitted, at_desk, client):
    where = f"/admin/issues/issue/{submitted.pk}/{act}/"
    assert at_desk(cast.reviewer()).get(where).status_code == 405
    assert at_desk(PEOPLE["nobody"]()).post(where).status_code == 403
    assert client.post(where).url.startswith("/login/?")
    assert at_desk(cast.reader()).post(where).status_code == 403
    assert not Comment.objects.exists()
    assert not Verdict.objects.exists()


@pytest.mark.parametrize("who", ["editor", "second_editor", "reviewer", "both"])
def test_comment_is_raised_and_answered_by_everyone_with_a_part_in_it(who, submitted, first, at_desk):
    browser = at_desk(PEOPLE[who]())
    response = post(
        browser, submitted, "comment", uid=first.uid, text="请核对", quote="分时段 预约", before="一是"
    )
    (thread,) = Thread.objects.all()
    assert response.url == f"{address(submitted)}#t-{thread.pk}"
    assert (thread.uid, thread.quote, thread.before[-2:]) == (first.uid, "分时段预约", "一是")
    assert post(browser, submitted, "reply", thread=thread.pk, text="已核对").status_code == 302
    assert [comment.text for comment in conversations(submitted)[0].comments] == ["请核对", "已核对"]


def test_comment_on_the_whole_issue_has_no_entry(submitted, reviewer, at_desk):
    post(at_desk(reviewer), submitted, "comment", uid="", text="偏长")
    assert list(Thread.objects.values_list("uid", flat=True)) == [None]


@pytest.mark.parametrize(
    ("who", "status", "marks"),
    [("editor", 403, 0), ("second_editor", 403, 0), ("reviewer", 302, 1), ("both", 302, 1)],
)
def test_entry_is_marked_by_reviewers(who, status, marks, submitted, first, at_desk):
    seen = {"uid": first.uid, "seen": entry_digest(first), "mark": "passed"}
    response = post(at_desk(PEOPLE[who]()), submitted, "judge", **seen)
    assert (response.status_code, len(verdicts(submitted))) == (status, marks)


def test_passing_an_entry_resolves_what_was_answered_and_read(
    html, submitted, first, editor, reviewer, at_desk
):
    def thread_with(text, *answers, uid=first.uid):
        thread = raise_comment(submitted, by=reviewer, text=text, uid=uid)
        for answer in answers:
            reply(thread, by=editor, text=answer)
        return thread

    answered, unanswered, elsewhere = (
        thread_with("一", "好"),
        thread_with("二"),
        thread_with("三", "好", uid=None),
    )
    answered_later = thread_with("四", "好")
    seen = {"uid": first.uid, "seen": entry_digest(first), "mark": "resolved"}
    read = f"{answered.pk}-2 {answered_later.pk}-2"
    assert f'name="resolves" value="{read}"' in html(reviewer, submitted)
    reply(answered_later, by=editor, text="再补一句")
    browser = at_desk(reviewer)
    stale = post(browser, submitted, "judge", **{**seen, "seen": "x"}, resolves=read)
    assert stale.status_code == 409
    assert {conversation.is_resolved for conversation in conversations(submitted)} == {False}
    response = post(
        browser, submitted, "judge", **seen, resolves=f"{read} {unanswered.pk}-1 {elsewhere.pk}-2"
    )
    assert response.status_code == 302
    assert [f.thread.pk for f in conversations(submitted) if f.is_resolved] == [answered.pk]
    assert verdicts(submitted)[first.uid].mark == Mark.PASSED


def test_nobody_marks_what_they_changed_themselves(editor, first, at_desk):
    both = cast.both()
    issue = factories.issue_of(factories.document(8, reviewer=""), both)
    factories.carry(issue, ("submit", editor))
    response = post(at_desk(both), issue, "judge", uid=first.uid, seen="", mark="passed")
    assert response.status_code == 409
    assert "编审分离" in response.content.decode()
    assert not verdicts(issue)


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"mark": "passed"}, 409), ({"mark": "opened"}, 409), ({"uid": "x", "mark": "passed"}, 409)],
)
def test_mark_needs_an_entry_as_it_was_seen(fields, status, submitted, first, reviewer, at_desk):
    response = post(at_desk(reviewer), submitted, "judge", **({"uid": first.uid, "seen": "0" * 64} | fields))
    assert (response.status_code, len(verdicts(submitted))) == (status, 0)


def test_mark_of_an_earlier_stage_is_not_taken_back_by_a_later_one(
    draft, first, editor, reviewer, at_desk, html
):
    for position, name in enumerate(("初审", "复审")):
        Masthead.current().stages.create(name=name, position=position)
    perform(draft, "submit", editor)
    mark = marked(draft, first, Verdict.Mark.PASSED, reviewer)
    assert "取消标记：" in html(reviewer, draft)
    perform(draft, "approve", reviewer)
    second = cast.member("reviewer2", "审核")
    assert "取消标记：" not in html(second, draft)
    fields = {"uid": first.uid, "seen": entry_digest(first), "mark": "cleared"}
    assert post(at_desk(second), draft, "judge", **fields).status_code == 409
    assert verdicts(draft) == {first.uid: mark}
    marked(draft, first, Verdict.Mark.NEEDS_CHANGE, second)
    assert "取消标记：" in html(second, draft)
    assert post(at_desk(second), draft, "judge", **fields).status_code == 302
    assert verdicts(draft) == {}


@pytest.mark.parametrize(
    ("who", "status"), [("editor", 403), ("second_editor", 403), ("reviewer", 302), ("both", 302)]
)
def test_what_a_reviewer_asked_is_settled_by_reviewers(who, status, submitted, reviewer, at_desk):
    thread = raise_comment(submitted, by=reviewer, text="不妥")
    response = post(at_desk(PEOPLE[who]()), submitted, "resolve", thread=thread.pk)
    assert (response.status_code, conversations(submitted)[0].is_resolved) == (status, status == 302)


@pytest.mark.parametrize(
    ("who", "status"), [("editor", 302), ("second_editor", 302), ("reviewer", 403), ("both", 302)]
)
def test_entry_that_passed_is_opened_again_by_editors(who, status, submitted, first, reviewer, at_desk):
    marked(submitted, first, Mark.PASSED, reviewer)
    perform(submitted, "return", reviewer, "再改")
    response = post(at_desk(PEOPLE[who]()), submitted, "reopen", uid=first.uid)
    assert (response.status_code, len(verdicts(submitted))) == (status, 1 if status == 403 else 0)


def test_thread_of_another_issue_is_not_found(submitted, editor, reviewer, at_desk):
    other = factories.issue_of(factories.document(8), editor)
    thread = raise_comment(other, by=reviewer, text="x")
    assert post(at_desk(reviewer), submitted, "reply", thread=thread.pk, text="y").status_code == 404
    assert post(at_desk(reviewer), submitted, "resolve", thread="²").status_code == 404


def test_refused_comment_comes_back_with_what_was_typed(submitted, first, reviewer, at_desk):
    response = post(
        at_desk(reviewer), submitted, "comment", uid=first.uid, text="写了很久的意见", quote="文中没有的话"
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "没有保存：引用的文字不在这一条里" in html
    assert "写了很久的意见</textarea>" in html
    assert 'value="文中没有的话"' in html
    assert not Thread.objects.exists()


def test_refused_reply_comes_back_in_its_thread(submitted, editor, reviewer, at_desk):
    thread = raise_comment(submitted, by=reviewer, text="不妥")
    html = post(at_desk(editor), submitted, "reply", thread=thread.pk, text="长" * 5001).content.decode()
    assert f"{'长' * 5001}</textarea>" in html
    assert "最多 5000 字" in html


def test_nothing_is_said_after_publication(submitted, editor, reviewer, at_desk):
    factories.carry(submitted, ("approve", reviewer), ("publish", editor))
    assert post(at_desk(reviewer), submitted, "comment", text="迟了").status_code == 409
    html = at_desk(reviewer).get(address(submitted)).content.decode()
    assert "提意见" not in html


def test_workflow_buttons_lead_back_to_the_review_page(submitted, reviewer, at_desk):
    browser = at_desk(reviewer)
    response = post(browser, submitted, "workflow/return", note="再改", back="review", seen=submitted.version)
    assert response.url == address(submitted)
    assert any("退回修改" in message for message in messages_of(response))


def test_answer_given_above_the_form_leads_back_to_the_form(submitted, first, editor, reviewer, at_desk):
    thread = raise_comment(submitted, by=reviewer, text="不妥", uid=first.uid)
    perform(submitted, "return", reviewer)
    pk = PolicyItem.objects.get(uid=first.uid).pk
    form = f"/admin/policies/policyitem/{pk}/change/?back=review"
    browser = at_desk(editor)
    assert "不妥" in browser.get(form).content.decode()
    response = post(browser, submitted, "reply", thread=thread.pk, text="改了", uid=first.uid, back="entry")
    assert response.url == f"{form}#t-{thread.pk}"
    assert "改了" in browser.get(form).content.decode()


def test_entry_that_passed_shows_why_it_is_locked(submitted, first, editor, reviewer, at_desk):
    browser = at_desk(editor)
    pk = PolicyItem.objects.get(uid=first.uid).pk
    form = f"/admin/policies/policyitem/{pk}/change/"
    marked(submitted, first, Mark.PASSED, reviewer)
    perform(submitted, "return", reviewer, "再改")
    html = browser.get(form).content.decode()
    assert 'name="title"' not in html
    assert "这一条不能修改" in html
    refused = browser.post(form, {"title": "偷改", "body_html": "<p>x</p>", "placement": ""}).content.decode()
    assert "没有保存：" in refused
    assert 'value="偷改"' in refused
    assert PolicyItem.objects.get(pk=pk).title == first.heading
    post(browser, submitted, "reopen", uid=first.uid, back="entry")
    assert 'name="title"' in browser.get(form).content.decode()


def test_undone_before_it_was_returned_is_refused(submitted, first, editor, at_desk):
    response = post(at_desk(editor), submitted, "reopen", uid=first.uid)
    assert response.status_code == 409
    assert "不能解除锁定" in response.content.decode()


@pytest.mark.parametrize("uid", ["00000000-0000-4000-8000-000000000000", "x"])
def test_comment_on_what_is_not_in_the_issue_is_refused(uid, submitted, reviewer, at_desk):
    response = post(at_desk(reviewer), submitted, "comment", uid=uid, text="对哪一条？")
    assert response.status_code == 409
    assert "这一条已不在本期" in response.content.decode()
    assert not Thread.objects.exists()
