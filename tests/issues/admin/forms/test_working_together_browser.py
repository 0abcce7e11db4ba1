"""Two people on one form, and text that nobody saved, in a real browser."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from hospitals.models import HospitalNewsLink
from issues.models import Editing
from policies.models import PolicyItem
from tests import factories
from tests.browser import chromium, open_context, page, sign_in
from tests.cast import PASSWORD

__all__ = ["chromium", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

READY = "() => Object.values(CKEDITOR.instances).every(editor => editor.status === 'ready')"
KEPT = "() => Object.keys(localStorage).filter(key => key.startsWith('unsaved-text:')).length"


@pytest.fixture
def item(editor: User) -> PolicyItem:
    factories.issue_of(factories.document(), editor)
    return PolicyItem.objects.first()


def opened(page: Page, server: LiveServer, item: PolicyItem) -> Page:
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{server.url}/admin/policies/policyitem/{item.pk}/change/")
    page.wait_for_function(READY)
    return page


def body(page: Page):
    return page.frame_locator("iframe.cke_wysiwyg_frame").locator("body")


def save(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).press("Enter")


def test_compose_page_stays_true_about_who_edits(page, chromium, live_server, item, editor, second_editor):
    """Without the page being opened again; and quietly once nobody is signed in any more."""
    sign_in(page.context, editor, live_server.url)
    page.clock.install()
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.goto(f"{live_server.url}/admin/issues/issue/{item.section.issue_id}/change/")
    row = page.locator(f'.line[data-uid="{item.uid}"] .editing')
    expect(row).to_be_hidden()
    Editing.objects.beat(second_editor, str(item.uid), has_typed=False)
    page.clock.run_for(31_000)
    expect(row).to_have_text("沈嘉禾正在修改")
    Editing.objects.leave(second_editor, str(item.uid))
    page.clock.run_for(31_000)
    expect(row).to_be_hidden()
    page.context.clear_cookies(name="sessionid")
    with page.expect_response(re.compile("/editing/$")) as answered:
        page.clock.run_for(31_000)
    assert answered.value.status == 302
    page.evaluate("() => fetch('/login/').then(answer => answer.text())")  # by then it knows
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(120_000)
    page.evaluate("() => 0")
    assert (asked, noise) == ([], [])


def test_second_of_two_chooses_between_both_texts(page, chromium, live_server, item, editor, second_editor):
    sign_in(page.context, editor, live_server.url)
    other_context = open_context(chromium)
    sign_in(other_context, second_editor, live_server.url)
    mine, theirs = opened(page, live_server, item), opened(other_context.new_page(), live_server, item)
    expect(theirs.locator("#open-forms")).to_have_text(re.compile("林知远也打开了这一条"))

    theirs.locator("#id_title").fill("对方的标题")
    body(theirs).fill("对方写的正文")
    save(theirs, "保存并返回第7期")
    other_context.close()

    mine.locator("#id_title").fill("我的标题")
    mine.locator("#id_source").fill("我的来源")
    save(mine, "保存并返回第7期")
    sides = mine.locator(".clash")
    expect(sides).to_have_count(3)
    expect(sides.nth(0)).to_contain_text("两人都改了这一项")
    expect(mine.get_by_role("radio", name="用同事的（现在保存的）")).to_have_count(3)
    expect(mine.locator("[name=take-body_html][value=theirs]")).to_be_checked()
    save(mine, "按所选的保存")
    mine.locator(".messagelist", has_text="已保存：我的标题").wait_for()
    item.refresh_from_db()
    assert (item.title, item.source, item.body_html) == ("我的标题", "我的来源", "<p>对方写的正文</p>")
    assert mine.evaluate(KEPT) == 0


def test_unsaved_text_comes_back_after_the_page_was_closed(page, live_server, item, editor):
    sign_in(page.context, editor, live_server.url)
    form = opened(page, live_server, item)
    expect(form.locator("#unsaved-text")).to_be_hidden()
    form.locator("#id_title").fill("写了一半的标题")
    form.locator("[name=issuing_bodies]").last.fill("又一个机构")
    body(form).fill("写了一半的正文")
    form.close(run_before_unload=False)

    again = opened(page.context.new_page(), live_server, item)
    again.get_by_role("button", name=re.compile(r"^恢复 \d\d:\d\d 未保存的内容$")).click()
    expect(again.locator("#id_title")).to_have_value("写了一半的标题")
    expect(again.locator("[name=issuing_bodies]").last).to_have_value("又一个机构")
    expect(body(again)).to_have_text("写了一半的正文")
    again.wait_for_timeout(1200)
    save(again, "保存并返回第7期")
    again.locator(".messagelist", has_text="已保存：写了一半的标题").wait_for()
    assert again.evaluate(KEPT) == 0
    item.refresh_from_db()
    assert item.body_html == "<p>写了一半的正文</p>"
    assert "又一个机构" in item.issuing_bodies


def test_unsaved_text_survives_an_expired_session(page, live_server, item, editor):
    sign_in(page.context, editor, live_server.url)
    form = opened(page, live_server, item)
    form.locator("#id_title").fill("过期之前写的")
    form.context.clear_cookies(name="sessionid")
    save(form, "保存")
    form.locator("#id_username").fill(editor.username)
    form.locator("#id_password").fill(PASSWORD)
    with form.expect_navigation():
        form.locator("#id_password").press("Enter")
    form.wait_for_function(READY)
    form.get_by_role("button", name=re.compile("未保存的内容$")).click()
    expect(form.locator("#id_title")).to_have_value("过期之前写的")


def test_restored_text_overwrites_nothing_that_was_saved_since(page, live_server, item, editor):
    sign_in(page.context, editor, live_server.url)
    form = opened(page, live_server, item)
    form.locator("#id_title").fill("没有保存的标题")
    form.close(run_before_unload=False)
    item.title = "后来保存的标题"
    item.save()
    again = opened(page.context.new_page(), live_server, item)
    expect(again.locator("[data-changed]")).to_be_visible()
    again.get_by_role("button", name=re.compile("未保存的内容$")).click()
    save(again, "保存")
    expect(again.locator(".clash")).to_have_count(1)
    item.refresh_from_db()
    assert item.title == "后来保存的标题"


def test_unsaved_text_is_dropped_when_asked_and_never_shown_to_another(
    page, live_server, item, editor, second_editor
):
    sign_in(page.context, editor, live_server.url)
    form = opened(page, live_server, item)
    form.locator("#id_title").fill("编辑甲写的")
    form.close(run_before_unload=False)
    sign_in(page.context, second_editor, live_server.url)
    other = opened(page.context.new_page(), live_server, item)
    expect(other.locator("#unsaved-text")).to_be_hidden()
    sign_in(page.context, editor, live_server.url)
    again = opened(other, live_server, item)
    again.get_by_role("button", name="不要了").click()
    assert again.evaluate(KEPT) == 0


def test_signing_out_forgets_what_was_typed(page, live_server, item, editor):
    sign_in(page.context, editor, live_server.url)
    form = opened(page, live_server, item)
    form.locator("#id_title").fill("公用电脑上写的")
    form.wait_for_function(KEPT)
    with form.expect_navigation():
        form.locator("#logout-form button").press("Enter")
    assert form.evaluate(KEPT) == 0


LINK_ADD = "/admin/hospitals/hospitalnewslink/add/"


def change_title(form: Page, title: str) -> None:
    form.locator("#id_title").fill(title)
    save(form, "保存")
    form.locator(".messagelist").wait_for()
    expect(form.locator(".errornote")).to_have_count(0)


@pytest.mark.parametrize("home", ["素材库", "第7期"])
def test_entry_is_saved_again_and_again_by_one_person(page, live_server, item, editor, home):
    sign_in(page.context, editor, live_server.url)
    link = HospitalNewsLink.objects.first()
    if home == "素材库":
        HospitalNewsLink.objects.filter(pk=link.pk).update(section=None)
    address = f"{live_server.url}/admin/hospitals/hospitalnewslink/{link.pk}/change/"
    for title in ("第一次改的", "第二次改的", "第三次改的"):
        page.goto(address)
        change_title(page, title)
        link.refresh_from_db()
        assert link.title == title
    assert page.evaluate(KEPT) == 0


def test_entry_deleted_meanwhile_keeps_the_text_and_comes_back_with_it(
    page, live_server, item, editor, second_editor
):
    sign_in(page.context, editor, live_server.url)
    form = opened(page, live_server, item)
    form.locator("#id_title").fill("写了很久的标题")
    body(form).fill("写了很久的正文")
    form.wait_for_timeout(1000)
    uid = item.uid
    PolicyItem.objects.get(pk=item.pk).delete()
    save(form, "保存并返回第7期")
    expect(form.locator(".errornote")).to_contain_text("这一条已被删除")
    form.wait_for_function(READY)
    expect(form.locator("#id_title")).to_have_value("写了很久的标题")
    expect(body(form)).to_have_text("写了很久的正文")
    assert form.evaluate(KEPT) == 1
    save(form, "恢复并保存")
    form.locator(".messagelist", has_text="已保存：写了很久的标题").wait_for()
    back = PolicyItem.objects.get(uid=uid)
    assert (back.title, back.body_html) == ("写了很久的标题", "<p>写了很久的正文</p>")
    assert form.evaluate(KEPT) == 0


def test_text_of_an_entry_deleted_after_the_page_was_closed_is_offered(page, live_server, item, editor):
    sign_in(page.context, editor, live_server.url)
    form = opened(page, live_server, item)
    form.locator("#id_title").fill("没有保存的标题")
    form.close(run_before_unload=False)
    uid = item.uid
    PolicyItem.objects.get(pk=item.pk).delete()
    again = page.context.new_page()
    again.on("dialog", lambda dialog: dialog.accept())
    again.goto(f"{live_server.url}/admin/policies/policyitem/{item.pk}/change/")
    again.wait_for_function(READY)
    again.get_by_role("button", name=re.compile("未保存的内容$")).click()
    save(again, "保存")
    expect(again.locator(".errornote")).to_contain_text("这一条已被删除")
    again.wait_for_function(READY)
    save(again, "恢复并保存")
    again.locator(".messagelist", has_text="已保存：没有保存的标题").wait_for()
    assert PolicyItem.objects.get(uid=uid).title == "没有保存的标题"


def test_restored_text_of_a_new_entry_that_was_saved_makes_no_second_one(page, live_server, item, editor):
    """The answer never came: the page is gone, the entry is there."""
    sign_in(page.context, editor, live_server.url)
    page.goto(f"{live_server.url}{LINK_ADD}")
    page.locator("#id_hospital").fill("望澜市第一医院")
    page.locator("#id_title").fill("新院区试运行")
    page.locator("#id_url").fill("https://hospital.example/1")
    page.route(f"**{LINK_ADD}", lambda route: (route.fetch(max_redirects=0), route.abort()))
    page.get_by_role("button", name="保存", exact=True).press("Enter")
    page.wait_for_timeout(1500)
    page.unroute(f"**{LINK_ADD}")
    page.context.clear_cookies(name="unsaved_saved")  # which the answer would have brought
    assert HospitalNewsLink.objects.filter(title="新院区试运行").count() == 1
    again = page.context.new_page()
    again.goto(f"{live_server.url}{LINK_ADD}")
    again.get_by_role("button", name=re.compile("未保存的内容$")).click()
    expect(again.locator("[data-changed]")).to_be_hidden()
    save(again, "保存")
    again.locator(".messagelist").wait_for()
    assert HospitalNewsLink.objects.filter(title="新院区试运行").count() == 1


def test_first_wrong_field_has_the_focus(page, live_server, item, editor):
    sign_in(page.context, editor, live_server.url)
    form = opened(page, live_server, item)
    form.locator("#id_source_url").fill("ftp://x")
    save(form, "保存")
    expect(form.locator("#id_source_url")).to_be_focused()
    body(form).fill("")
    form.locator("#id_title").fill("")
    save(form, "保存")
    expect(form.locator("#id_title")).to_be_focused()
    form.locator("#wrong a", has_text="来源网址").click()
    expect(form.locator("#id_source_url")).to_be_focused()
