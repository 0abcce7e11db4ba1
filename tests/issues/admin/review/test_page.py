"""What the review page shows to whom."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues.actor import acting_as
from issues.admin.review.page import review_page
from issues.document import Section
from issues.editing import ordering
from issues.editing.building import build_document
from issues.editing.placement import place
from issues.models import Masthead, Verdict
from issues.reviewing.comments import NO_QUOTE, Quote, raise_comment, reply, resolve
from policies.models import PolicyItem
from tests import cast, factories
from tests.issues.admin.review.conftest import address, marked, perform
from tests.rendered import flat

pytestmark = pytest.mark.django_db
Mark = Verdict.Mark


@pytest.fixture
def returned(submitted, reviewer):
    perform(submitted, "return", reviewer, "请改第一条")
    return submitted


def edit(issue, editor, uid, **values):
    row = PolicyItem.objects.get(uid=uid)
    for name, value in values.items():
        setattr(row, name, value)
    with acting_as(editor):
        row.save()
    issue.refresh_from_db()


def part_of(html, uid):
    """What the page shows of one entry: its text and its panel."""
    return re.split(r'<div class="line', html.split(f'id="e-{uid}"')[1])[0]


def listed(issue, user):
    return [
        (change.name, change.heading, change.details) for change in review_page(issue, user).changes.listed
    ]


# Text


def test_whole_issue_stands_in_reading_order(html, reviewer, submitted):
    shown = html(reviewer, submitted)
    places = [shown.find(f'id="e-{entry.uid}"') for entry in build_document(submitted).entries]
    assert -1 not in places
    assert places == sorted(places)
    assert "本期导读" in shown
    assert "望澜医院管理研究所" in shown


def test_links_keep_the_numbers_of_their_hospitals(html, reviewer, submitted):
    numbers = re.findall(r'<td class="no" rowspan="1">(\d+)</td>', html(reviewer, submitted))
    assert numbers == ["1", "1", "2", "2"]


def test_hostile_text_is_escaped_everywhere(html, editor, reviewer):
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    entry = factories.policy_item(evil, source=evil)
    section = Section(kind="policies", title=evil, intro=evil, entries=(entry,))
    issue = factories.issue_of(factories.document(title=evil, reviewer="", sections=(section,)), editor)
    factories.carry(issue, ("submit", editor))
    thread = raise_comment(issue, by=reviewer, text=evil, uid=entry.uid, quote=Quote(text=evil, before=evil))
    reply(thread, by=editor, text=evil)
    perform(issue, "return", reviewer, evil)
    edit(issue, editor, entry.uid, title=evil + "改", source="")
    for user in (editor, reviewer):
        shown = html(user, issue)
        assert "<script>alert" not in shown
        assert "<img" not in shown


# Changes


def test_first_reading_has_nothing_to_compare_with(html, reviewer, submitted):
    shown = html(reviewer, submitted)
    assert "请通读全文" in shown
    assert not re.search(r"<(ins|del)\b", shown)


def test_changes_since_the_return_are_marked_listed_and_named(html, editor, reviewer, returned, first):
    second = build_document(returned).entries[1]
    edit(returned, editor, first.uid, title="江州省发布《关于规范门诊预约的通知》")
    with acting_as(editor):
        place([PolicyItem.objects.get(uid=second.uid)], None)
        section = returned.sections.get(kind="policies")
        PolicyItem.objects.create(
            section=section, position=9, title="新写的一条", body_html="<p>新。</p>", source="网"
        )
    perform(returned, "submit", editor)
    shown = html(reviewer, returned)
    assert "退回时的内容相比：改动 1 条，新增 1 条，删去 1 条。" in shown
    assert listed(returned, reviewer) == [
        ("改动", "江州省发布《关于规范门诊预约的通知》", "标题"),
        ("删去", second.heading, "原在“政策热点”"),
        ("新增", "新写的一条", ""),
    ]
    assert "江州省<del>印发</del><ins>发布</ins>《" in part_of(shown, first.uid)
    assert '<details class="read removed">' in part_of(shown, second.uid)
    assert not re.search(r"<(ins|del)\b", part_of(shown, build_document(returned).entries[2].uid))


def test_moved_entry_says_where_it_stood(editor, reviewer, returned):
    second = build_document(returned).entries[1]
    with acting_as(editor):
        ordering.move(returned, second.uid, ordering.UP)
    assert [(name, shown) for name, _, shown in listed(returned, editor)] == [("移动", "次序有变")]


def test_heading_and_masthead_are_compared_too(html, editor, returned):
    section = returned.sections.get(kind="news")
    section.title, section.intro = "医院动态", "摘编如下，供参考。"
    with acting_as(editor):
        section.save()
        returned.refresh_from_db()
        returned.contact_phone = "0512-5550 9999"
        returned.save()
    shown = html(editor, returned)
    assert "医院<del>资讯</del><ins>动态</ins>" in shown
    assert "<ins>，供参考</ins>" in shown
    assert "<del>1234</del><ins>9999</ins>" in shown
    assert "条目没有改动；栏目有改动；刊头有改动。" in shown


def test_names_that_signing_puts_in_are_no_change(html, editor, reviewer, submitted):
    factories.carry(submitted, ("approve", reviewer), ("return", reviewer), ("submit", editor))
    factories.carry(submitted, ("approve", reviewer))
    assert review_page(submitted, reviewer).changes.masthead == []


def test_what_was_decided_in_this_round_is_no_baseline(editor, reviewer, returned, first):
    """An approval, or a return that was taken back, was about the very content that is shown."""
    edit(returned, editor, first.uid, title="改过的标题")
    perform(returned, "submit", editor)
    perform(returned, "return", reviewer, "误退")
    perform(returned, "unreturn", reviewer)
    assert [name for name, *_ in listed(returned, reviewer)] == ["改动"]
    perform(returned, "approve", reviewer)
    assert [name for name, *_ in listed(returned, reviewer)] == ["改动"]


def test_correction_is_compared_with_what_was_published(html, editor, reviewer, submitted, first):
    factories.carry(submitted, ("approve", reviewer), ("publish", editor), ("correct", editor))
    edit(submitted, editor, first.uid, title="更正的标题")
    perform(submitted, "submit", editor)
    assert re.search(r"与\d+年\d+月\d+日发布的第1版相比：改动 1 条。", html(reviewer, submitted))
    factories.carry(submitted, ("approve", reviewer), ("publish", editor))
    assert [name for name, *_ in listed(submitted, reviewer)] == ["改动"]


# The panel of an entry


def test_mark_says_who_and_that_the_entry_changed_since(html, editor, reviewer, submitted, first):
    marked(submitted, first, Mark.PASSED, reviewer)
    panel = part_of(html(reviewer, submitted), first.uid)
    assert "✓ 通过</strong>" in panel
    assert "周慎行" in panel
    assert "通过后有改动" not in panel
    perform(submitted, "recall", editor)
    edit(submitted, editor, first.uid, title="改过的标题")
    perform(submitted, "submit", editor)
    panel = part_of(html(reviewer, submitted), first.uid)
    assert "通过后有改动" in panel
    assert 'value="passed"' in panel


def test_boxes_without_content_are_empty(at_desk, reviewer, submitted):
    """So that the style sheet hides them."""
    page = at_desk(reviewer).get(address(submitted)).content.decode()
    assert '<div class="threads"></div>' in page
    assert re.search(r'<div class="pass-all" id="pass-s\w+"></div>', page)


def test_buttons_are_for_those_who_may(html, editor, reviewer, submitted, first):
    assert 'value="needs_change"' in html(reviewer, submitted)
    assert 'value="needs_change"' not in html(editor, submitted)
    assert "去修改" not in html(editor, submitted)
    marked(submitted, first, Mark.PASSED, reviewer)
    perform(submitted, "return", reviewer, "再改")
    for_editor, for_reviewer = html(editor, submitted), html(reviewer, submitted)
    assert "解除锁定" in part_of(for_editor, first.uid)
    assert "去修改" not in part_of(for_editor, first.uid)
    assert "去修改" in for_editor
    assert "解除锁定" not in for_reviewer
    assert "去修改" not in for_reviewer


def test_quote_that_is_gone_says_so(html, editor, reviewer, submitted, first):
    quote = Quote(text="分时段预约", before="一是", after="。")
    raise_comment(submitted, by=reviewer, text="请核对", uid=first.uid, quote=quote)
    assert "引用的文字已被改掉或删去" not in html(reviewer, submitted)
    perform(submitted, "return", reviewer)
    edit(submitted, editor, first.uid, body_html="<p>通知要求，<strong>一是</strong>错峰预约。</p>")
    shown = html(reviewer, submitted)
    assert "引用的文字已被改掉或删去" in part_of(shown, first.uid)
    assert "<del>" in part_of(shown, first.uid)


def test_comments_on_an_entry_that_left_the_issue_stay_answerable(html, editor, reviewer, submitted, first):
    thread = raise_comment(submitted, by=reviewer, text="此条不合适", uid=first.uid)
    perform(submitted, "recall", editor)
    with acting_as(editor):
        place([PolicyItem.objects.get(uid=first.uid)], None)
    shown = html(editor, submitted)
    assert "已不在本期的条目" in shown
    assert f'name="thread" value="{thread.pk}"' in shown


def test_editor_is_asked_for_answers_and_changes_in_order(editor, reviewer, submitted):
    first, second, third, *_ = build_document(submitted).entries
    raise_comment(submitted, by=reviewer, text="全期偏长")
    marked(submitted, second, Mark.NEEDS_CHANGE, reviewer)
    raise_comment(submitted, by=reviewer, text="请核对", uid=third.uid)
    answered = raise_comment(submitted, by=reviewer, text="已答", uid=first.uid)
    perform(submitted, "return", reviewer)
    reply(answered, by=editor, text="好")
    page = review_page(submitted, editor)
    assert [(task.panel.heading, task.reason) for task in page.tasks.tasks] == [
        ("对本期的总体意见", "“全期偏长”"),
        (second.heading, "标为需修改"),
        (third.heading, "“请核对”"),
    ]
    assert [bool(task.panel.edit_address) for task in page.tasks.tasks] == [False, True, True]
    assert (page.progress.open, page.progress.answered) == (2, 1)
    edit(submitted, editor, second.uid, title="改好了")
    assert review_page(submitted, editor).tasks.count == 2


def test_reviewer_hears_what_is_left_before_approval(html, editor, reviewer, submitted, first):
    assert "还有 11 条未标记" not in html(reviewer, submitted)
    thread = raise_comment(submitted, by=reviewer, text="请核对", uid=first.uid)
    assert "还有 1 条审稿意见没有标为已解决" in html(reviewer, submitted)
    marked(submitted, first, Mark.NEEDS_CHANGE, reviewer)
    assert "暂不能审核通过：还有 1 条“需修改”" in html(reviewer, submitted)
    resolve(thread, by=reviewer)
    marked(submitted, first, Mark.PASSED, reviewer)
    shown = html(reviewer, submitted)
    assert "没有标为已解决" not in shown
    others = len(build_document(submitted).entries) - 1
    assert f"还有 {others} 条未标记" in shown
    assert "暂不能" not in shown


def test_what_was_to_change_and_did_not_is_looked_at_again(html, editor, reviewer, submitted, first):
    marked(submitted, first, Mark.NEEDS_CHANGE, reviewer)
    assert not review_page(submitted, reviewer).tasks.tasks
    perform(submitted, "return", reviewer, "再改")
    assert "有 1 条“需修改”还没有改过" in html(editor, submitted)
    perform(submitted, "submit", editor)
    page = review_page(submitted, reviewer)
    assert [(task.panel.uid, task.reason) for task in page.tasks.tasks] == [
        (first.uid, "标为需修改，还没有改动")
    ]
    assert next(line for line in page.text.lines if line.passage.uid == first.uid).needs_action


def test_editor_has_to_answer_before_sending_again(html, editor, reviewer, submitted, at_desk):
    raise_comment(submitted, by=reviewer, text="请核对")
    perform(submitted, "return", reviewer)
    shown = "暂不能送审：还有 1 条审稿意见没有回复"
    assert shown in html(editor, submitted)
    assert shown in at_desk(editor).get(f"/admin/issues/issue/{submitted.pk}/change/").content.decode()


def test_compose_page_shows_marks_and_open_comments(editor, reviewer, submitted, at_desk):
    first, second, *_ = build_document(submitted).entries
    marked(submitted, first, Mark.PASSED, reviewer)
    marked(submitted, second, Mark.NEEDS_CHANGE, reviewer)
    raise_comment(submitted, by=reviewer, text="一", uid=second.uid)
    raise_comment(submitted, by=reviewer, text="二", uid=second.uid)
    page = at_desk(editor).get(f"/admin/issues/issue/{submitted.pk}/change/").content.decode()
    lines = {str(e.uid): re.split(r"</li>", page.split(f'id="e-{e.uid}"')[1])[0] for e in (first, second)}
    assert ">通过<" in lines[str(first.uid)]
    assert "条意见" not in lines[str(first.uid)]
    assert ">需修改<" in lines[str(second.uid)]
    assert "2 条意见" in lines[str(second.uid)]


def test_readers_never_see_a_word_of_it(at_desk, client, reader, submitted):
    for browser in (at_desk(reader), client):
        response = browser.get(address(submitted), follow=True)
        assert "规范门诊预约" not in response.content.decode()


# Navigation


def waiting(issue, user):
    return [line.passage.uid for line in review_page(issue, user).text.lines if line.needs_action]


def test_navigation_leads_a_reviewer_to_the_first_entry_without_a_verdict(html, editor, reviewer, submitted):
    uids = [entry.uid for entry in build_document(submitted).entries]
    assert waiting(submitted, reviewer) == uids
    assert waiting(submitted, editor) == []
    for entry, mark in zip(build_document(submitted).entries, (Mark.PASSED, Mark.NEEDS_CHANGE), strict=False):
        marked(submitted, entry, mark, reviewer)
    navigation = review_page(submitted, reviewer).navigation
    assert (navigation.remaining, navigation.next_anchor) == (len(uids) - 2, f"e-{uids[2]}")
    for entry in build_document(submitted).entries:
        marked(submitted, entry, Mark.PASSED, reviewer)
    assert '<a href="#overview">已全部审完，请“审核通过”或“退回修改”</a>' in html(reviewer, submitted)


def test_navigation_leads_an_editor_to_what_needs_an_answer_or_a_change(
    html, editor, reviewer, submitted, first
):
    raise_comment(submitted, by=reviewer, text="全期偏长")
    second = build_document(submitted).entries[1]
    marked(submitted, second, Mark.NEEDS_CHANGE, reviewer)
    answered = raise_comment(submitted, by=reviewer, text="请核对", uid=first.uid)
    perform(submitted, "return", reviewer)
    navigation = review_page(submitted, editor).navigation
    assert (navigation.waiting_label, navigation.remaining, navigation.next_anchor) == ("待处理", 3, "whole")
    reply(answered, by=editor, text="好")
    assert waiting(submitted, editor) == [second.uid]
    assert review_page(submitted, reviewer).navigation.remaining == 0


def test_navigation_has_every_heading_with_the_number_of_entries_left_below(reviewer, submitted):
    for entry in build_document(submitted).entries[:2]:
        marked(submitted, entry, Mark.PASSED, reviewer)
    sections = review_page(submitted, reviewer).navigation.sections
    assert [(section.level, section.title) for section in sections] == list(
        factories.numbered_headings(build_document(submitted))
    )
    assert [(section.title, section.remaining) for section in sections][:5] == [
        ("一、政策热点", 0),
        ("二、他山之石", 1),
        ("三、理论优选", 3),
        ("（一）论文摘要选登", 2),
        ("（二）2025年政策汇总", 1),
    ]


def test_every_stage_reads_for_itself(html, editor, reviewer, submitted, first):
    perform(submitted, "return", reviewer, "再改")
    for name in ("初审", "终审"):
        Masthead.current().stages.create(name=name)
    perform(submitted, "submit", editor)
    entries = build_document(submitted).entries
    for entry in entries:
        marked(submitted, entry, Mark.PASSED, reviewer)
    perform(submitted, "approve", reviewer)
    last = cast.both()
    assert waiting(submitted, last) == [entry.uid for entry in entries]
    assert 'aria-pressed="true"' not in html(last, submitted)
    for entry in entries:
        marked(submitted, entry, Mark.PASSED, last)
    assert waiting(submitted, last) == []
    perform(submitted, "return", last, "再改")
    perform(submitted, "submit", editor)
    assert waiting(submitted, reviewer) == []
    assert waiting(submitted, last) == []


def test_both_marks_can_be_pressed_at_any_time(html, reviewer, submitted, first):
    """Where they stay in their places a second tap never means the opposite."""
    marked(submitted, first, Mark.PASSED, reviewer)
    pressed = re.findall(
        r'value="(\w+)"[^>]*aria-pressed="(\w+)"', part_of(html(reviewer, submitted), first.uid)
    )
    assert pressed == [("passed", "true"), ("needs_change", "false")]


# Costs


def busy_issue(number, size, editor, reviewer):
    """A correction of a correction …, in review again, with comments on every entry."""
    entries = tuple(factories.policy_item(f"政策{i}") for i in range(size - 11))
    policies, *others = factories.sections()
    sections = (replace(policies, entries=policies.entries + entries), *others)
    issue = factories.issue_of(factories.document(number, reviewer="", sections=sections), editor)
    for revision in range(5):
        factories.carry(issue, *([("correct", editor)] if revision else []), ("submit", editor))
        if revision < 4:
            factories.carry(issue, ("approve", reviewer), ("publish", editor))
    uids = [entry.uid for entry in build_document(issue).entries]
    for n in range(100 * size // 60):
        thread = raise_comment(
            issue,
            by=reviewer,
            text="请核对",
            uid=uids[n % size],
            quote=Quote(text="分时段") if n % 2 else NO_QUOTE,
        )
        reply(thread, by=editor, text="已核对")
    perform(issue, "return", reviewer, "再改")
    for uid in uids[:2]:
        edit(issue, editor, uid, title=f"改过的{uid}")
    perform(issue, "submit", editor)
    return issue


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_page_takes_at_most_twenty_queries_whatever_its_size(role, at_desk, editor, reviewer):
    counts = []
    for number, size in ((7, 12), (8, 60)):
        issue = busy_issue(number, size, editor, reviewer)
        browser = at_desk(getattr(cast, role)())
        browser.get(address(issue))
        with CaptureQueriesContext(connection) as captured:
            shown = flat(browser.get(address(issue)).content.decode())
        assert shown.count('class="thread ') == 100 * size // 60
        assert shown.count('<div class="line') == size
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20


def test_stages_of_named_people_stay_within_twenty_queries(at_desk, editor, reviewer, submitted):
    perform(submitted, "return", reviewer, "再改")
    for name in ("初审", "终审"):
        Masthead.current().stages.create(name=name, group=reviewer.groups.get())
    perform(submitted, "submit", editor)
    browser = at_desk(reviewer)
    browser.get(address(submitted))
    with CaptureQueriesContext(connection) as captured:
        assert "待初审" in browser.get(address(submitted)).content.decode()
    assert len(captured) <= 20


def test_second_stage_reads_what_changed_since_the_issue_was_returned(editor, reviewer, returned, first):
    for name in ("初审", "终审"):
        Masthead.current().stages.create(name=name)
    edit(returned, editor, first.uid, title="改过的标题")
    factories.carry(returned, ("submit", editor), ("approve", reviewer))
    assert returned.standing == "待终审"
    assert [name for name, *_ in listed(returned, cast.both())] == ["改动"]


def test_second_stage_hears_of_its_own_marks_alone(at_desk, editor, reviewer, draft):
    for name in ("初审", "终审"):
        Masthead.current().stages.create(name=name)
    factories.carry(draft, ("submit", editor))
    entries = build_document(draft).entries
    for entry in entries:
        marked(draft, entry, Mark.PASSED, reviewer)
    factories.carry(draft, ("approve", reviewer))
    page = at_desk(cast.both()).get(address(draft)).content.decode()
    assert f"通过 0 条，需修改 0 条，未标记 {len(entries)} 条。" in page
    assert f"还剩 {len(entries)} 条" in page
    assert "还没有审过" not in page


def test_compose_page_offers_no_change_of_what_passed(editor, reviewer, submitted, at_desk):
    first, second, *_ = build_document(submitted).entries
    marked(submitted, first, Mark.PASSED, reviewer)
    perform(submitted, "return", reviewer, "再改")
    page = at_desk(editor).get(f"/admin/issues/issue/{submitted.pk}/change/").content.decode()
    locked, free = (re.split(r"</li>", page.split(f'id="e-{e.uid}"')[1])[0] for e in (first, second))
    assert "已锁定" in locked
    assert "移回素材库" not in locked
    assert "已锁定" not in free
    assert "移回素材库" in free


def test_changes_of_the_imprint_are_marked(html, editor, returned):
    with acting_as(editor):
        returned.refresh_from_db()
        returned.regime, returned.permit = "internal", "（江）字第2026-0417号"
        returned.save()
    shown = html(editor, returned)
    assert "印发信息" in shown
    assert "<ins>印发方式：内部资料；准印证号：（江）字第2026-0417号</ins>" in shown
