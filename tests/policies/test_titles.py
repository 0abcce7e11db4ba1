"""The title of a policy names who issued what; the form takes it apart."""

import pytest
from playwright.sync_api import expect

from policies.models import PolicyItem
from policies.recognising.issuers import split_title
from tests import factories
from tests.browser import chromium, page, sign_in

__all__ = ["chromium", "page"]

TITLES = {
    "江州省卫生健康委员会印发《关于规范门诊预约的通知》": (
        ("江州省卫生健康委员会",),
        "关于规范门诊预约的通知",
    ),
    "怀岭市医疗保障局、怀岭市财政局联合印发《关于落实〈办法〉的通知》": (
        ("怀岭市医疗保障局", "怀岭市财政局"),
        "关于落实〈办法〉的通知",
    ),
    "公立医院改革的三点经验": ((), None),
    "": ((), None),
}


@pytest.mark.parametrize(("title", "parts"), TITLES.items())
def test_title_is_taken_apart(title, parts):
    assert split_title(title) == parts


@pytest.mark.django_db
def test_only_who_writes_policies_asks(client, editor, reviewer):
    address = "/admin/policies/policyitem/title/"
    client.force_login(editor)
    answer = client.get(address, {"title": next(iter(TITLES))}).json()
    assert answer == {"issuing_bodies": ["江州省卫生健康委员会"], "document_title": "关于规范门诊预约的通知"}
    assert client.get(address).json() == {"issuing_bodies": [], "document_title": ""}
    client.force_login(reviewer)
    assert client.get(address, {"title": "甲"}).status_code == 403


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_form_fills_what_is_empty_from_the_title_and_takes_it_back(page, live_server, editor):
    sign_in(page.context, editor, live_server.url)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{live_server.url}/admin/policies/policyitem/add/")
    title, named = page.locator("#id_title"), page.locator("#id_document_title")
    bodies = page.locator("input[name=issuing_bodies]")
    title.fill("怀岭市医疗保障局、怀岭市财政局联合印发《关于落实〈办法〉的通知》")
    title.press("Tab")
    expect(named).to_have_value("关于落实〈办法〉的通知")
    assert [field.input_value() for field in bodies.all()] == ["怀岭市医疗保障局", "怀岭市财政局"]
    page.locator(".from-title button").click()
    expect(named).to_have_value("")
    assert [field.input_value() for field in bodies.all()] == ["", ""]
    named.fill("自己写的")
    title.fill("江州省卫生健康委员会印发《关于规范门诊预约的通知》")
    title.press("Tab")
    expect(bodies.first).to_have_value("江州省卫生健康委员会")
    expect(named).to_have_value("自己写的")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_typed_before_the_answer_comes_stays(page, live_server, editor):
    sign_in(page.context, editor, live_server.url)
    waiting = []
    page.route("**/policyitem/title/**", lambda route: waiting.append(route))
    page.goto(f"{live_server.url}/admin/policies/policyitem/add/")
    bodies, named = page.locator("input[name=issuing_bodies]"), page.locator("#id_document_title")
    page.locator("#id_title").fill("怀岭市医疗保障局、怀岭市财政局联合印发《关于落实〈办法〉的通知》")
    bodies.first.click()
    page.keyboard.type("怀岭市医保局")
    named.click()
    waiting[0].continue_()
    expect(named).to_have_value("关于落实〈办法〉的通知")
    assert [field.input_value() for field in bodies.all()] == ["怀岭市医保局", ""]
    page.keyboard.type("自己写的")
    expect(named).to_have_value("自己写的")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_text_is_in_sight_when_the_form_opens_on_a_laptop(page, live_server, editor):
    factories.issue_of(factories.document(), editor)
    sign_in(page.context, editor, live_server.url)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{live_server.url}/admin/policies/policyitem/{PolicyItem.objects.first().pk}/change/")
    frame, buttons = page.locator(".cke_wysiwyg_frame"), page.locator(".entry-buttons")
    frame.wait_for()
    assert buttons.bounding_box()["y"] - frame.bounding_box()["y"] > 120
