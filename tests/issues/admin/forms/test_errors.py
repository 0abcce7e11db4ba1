"""Forms with errors: the note at the top names each wrong field with a link, in the product's own sentences."""

import lxml.html
import pytest
from django.urls import reverse

from hospitals.models import Hospital
from issues.models import Issue, Masthead
from issues.models.bases.content_lock import WAYS
from papers.models import Notice
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import compose
from tests.rendered import flat, rendered_form

pytestmark = pytest.mark.django_db


def note(page) -> list[tuple[str, str]]:
    """The lines of the note at the top, each with the name of the field that its link leads to."""
    html = lxml.html.document_fromstring(page.content.decode())
    (listed,) = html.xpath('//*[@id="wrong"]')
    lines = []
    for line in listed.iter("li"):
        hrefs = [link.get("href") for link in line.iter("a")]
        target = html.get_element_by_id(hrefs[0].removeprefix("#")) if hrefs else None
        lines.append((line.text_content().strip(), "" if target is None else target.get("name", "")))
    return lines


def sent(browser, address, **values):
    return browser.post(address, rendered_form(browser.get(address)) | values | {"_save": "1"})


def test_note_names_each_wrong_field_with_a_link(editor, at_desk):
    page = sent(at_desk(editor), "/admin/policies/policyitem/add/", issued_on="2026-13", source_url="ftp://x")
    assert [name for _, name in note(page)] == ["title", "issued_on", "source_url"]
    assert note(page)[0][0] == "标题：请填写标题。"
    html = flat(page.content.decode())
    assert html.count("请填写标题。") == 2  # in the note and at the field
    assert "没有保存，请改正下面这 3 处：" in html
    assert "这个字段是必填项" not in html
    assert "请更正" not in html


def test_note_names_the_rows_below(editor, at_desk):
    browser, address = at_desk(editor), "/admin/papers/notice/add/"
    values = {"text": "见附件。", "annexes-0-title": "附件一", "annexes-0-position": "x"}
    lines = note(sent(browser, address, **values))
    assert ("附件第 1 行，次序：次序请填写数字。", "annexes-0-position") in lines
    assert any(name == "annexes-0-file" for _, name in lines)


def test_required_choice_and_taken_name_are_said_in_our_words(administrator, at_desk):
    browser = at_desk(administrator)
    Hospital.objects.create(name="望澜市第一医院")
    page = sent(browser, "/admin/hospitals/hospital/add/", name="望澜市第一医院")
    assert any("望澜市第一医院" in line or "相同的规范名" in line for line, _ in note(page))
    page = sent(browser, "/admin/auth/user/add/", username="", email="x")
    lines = {name: line for line, name in note(page)}
    assert lines["username"] == "用户名：请填写用户名。"
    assert lines["new_password"] == "密码：请填写密码。"
    assert lines["email"] == "邮箱：邮箱的写法不对，应如 name@example.com。"


def test_masthead_of_an_issue_says_what_is_wrong(editor, at_desk, draft):
    page = sent(at_desk(editor), compose(draft), number="0", date="昨天", publishers="")
    lines = {name: line for line, name in note(page)}
    assert lines["number"] == "期号：期号不能小于 1。"
    assert lines["date"] == "出刊日期：出刊日期不是日期，请按 2026-03-20 的样子填写。"
    assert '<details class="masthead module" open>' in page.content.decode()


def test_defaults_name_the_wrong_row(administrator, at_desk):
    address = reverse("admin:issues_masthead_change", args=[Masthead.current().pk])
    lines = note(sent(at_desk(administrator), address, **{"sections-1-title": ""}))
    assert lines == [("栏目默认值第 2 行，栏目名：请填写栏目名。", "sections-1-title")]


def test_deadlines_name_the_wrong_field(editor, at_desk, draft):
    browser, address = at_desk(editor), reverse("admin:issues_issue_deadlines", args=[draft.pk])
    values = rendered_form(browser.get(address), "submit_by")
    lines = note(browser.post(address, values | {"submit_by": "明天"}))
    assert lines == [("送审截止：送审截止不是日期，请按 2026-03-20 的样子填写。", "submit_by")]
    dates = {"submit_by": "2026-03-02", "review_by": "2026-03-01"}
    assert note(browser.post(address, values | dates)) == [("审核截止不能早于送审截止。", "")]


def test_form_that_is_right_or_refused_has_no_note(editor, at_desk, draft):
    item, browser = PolicyItem.objects.first(), at_desk(editor)
    address = reverse("admin:policies_policyitem_change", args=[item.pk])
    assert 'id="wrong"' not in browser.get(address).content.decode()
    values = rendered_form(browser.get(address)) | {"title": "", "seen": "x", "_save": "1"}
    assert 'id="wrong"' not in browser.post(address, values).content.decode()


@pytest.mark.parametrize("status", ["submitted", "approved", "published", "withdrawn"])
def test_locked_entry_names_the_one_way_out_of_its_state(status, editor, reviewer, administrator, at_desk):
    issue = factories.issue_of(factories.document(), editor)
    steps = {"submitted": "submit", "approved": "approve", "published": "publish", "withdrawn": "withdraw"}
    for state, step in steps.items():
        factories.carry(issue, (step, reviewer if step == "approve" else administrator))
        if state == status:
            break
    assert Issue.objects.get().status == status
    item = PolicyItem.objects.first()
    html = at_desk(editor).get(reverse("admin:policies_policyitem_change", args=[item.pk])).content.decode()
    assert WAYS[status] in html
    assert [way for way in set(WAYS.values()) if way in html] == [WAYS[status]]


def test_locked_page_has_no_help_for_typing_and_joins_names_as_chinese_does(editor, at_desk, draft):
    item = PolicyItem.objects.first()
    item.issuing_bodies = ["江州省卫生健康委员会", "江州省医疗保障局"]
    item.save()
    draft.refresh_from_db()
    factories.carry(draft, ("submit", editor))
    browser = at_desk(editor)
    for address in (
        reverse("admin:policies_policyitem_change", args=[item.pk]),
        reverse("admin:papers_notice_change", args=[Notice.objects.get().pk]),
        compose(draft),
    ):
        html = browser.get(address).content.decode()
        for words in (
            "一行一个",
            "也可用“、”“；”隔开",
            "只知道年月的",
            "粘贴",
            "留空则用文件名",
            "如：2026-03-20",
        ):
            assert words not in html, (address, words)
        shown = lxml.html.document_fromstring(html).find_class("readonly")
        assert [text for text in (part.text_content() for part in shown) if ", " in text] == []
    html = browser.get(reverse("admin:policies_policyitem_change", args=[item.pk])).content.decode()
    assert "江州省卫生健康委员会；江州省医疗保障局" in html
