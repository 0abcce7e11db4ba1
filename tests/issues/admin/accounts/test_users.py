import re

import pytest
from django.contrib.auth.models import Group, Permission, User

from issues.actor import signature
from issues.roles import EDITOR, READER, REVIEWER
from tests import cast
from tests.issues.admin.pages import form_values, messages_of

pytestmark = pytest.mark.django_db

ADD = "/admin/auth/user/add/"
LIST = "/admin/auth/user/"
PERSON = {
    "username": "chen",
    "full_name": "陈望舒",
    "email": "chen@digest.test",
    "new_password": cast.PASSWORD,
    "is_active": "on",
}


def change(user: User) -> str:
    return f"{LIST}{user.pk}/change/"


def roles(*names: str) -> list[int]:
    return [Group.objects.get(name=name).pk for name in names]


@pytest.mark.parametrize(
    ("names", "is_staff"),
    [((EDITOR,), True), ((REVIEWER,), True), ((READER,), False), ((READER, EDITOR), True)],
)
def test_who_gets_into_the_admin_follows_from_the_role(administrator, at_desk, names, is_staff):
    at_desk(administrator).post(ADD, PERSON | {"groups": roles(*names)})
    user = User.objects.get(username="chen")
    assert user.is_staff == is_staff
    assert {group.name for group in user.groups.all()} == set(names)
    assert user.check_password(cast.PASSWORD)


def test_role_taken_away_closes_the_admin(administrator, editor, at_desk):
    browser = at_desk(administrator)
    values = form_values(browser.get(change(editor))) | {"groups": roles(READER)}
    browser.post(change(editor), values)
    editor.refresh_from_db()
    assert (editor.is_staff, editor.check_password(cast.PASSWORD)) == (False, True)


def test_superuser_always_gets_into_the_admin_and_stays_signed_in(administrator, at_desk):
    browser = at_desk(administrator)
    values = form_values(browser.get(change(administrator))) | {"new_password": "another-" + cast.PASSWORD}
    browser.post(change(administrator), values)
    administrator.refresh_from_db()
    assert administrator.is_staff
    assert administrator.check_password("another-" + cast.PASSWORD)
    assert browser.get(LIST).status_code == 200


@pytest.mark.parametrize("password", ["", "12345678", "chen@digest.test", "陈望舒陈望舒陈"])
def test_weak_password_is_refused(administrator, at_desk, password):
    page = at_desk(administrator).post(ADD, PERSON | {"new_password": password, "groups": roles(READER)})
    assert page.context["adminform"].form.errors.keys() == {"new_password"}
    assert not User.objects.filter(username="chen").exists()


def test_pages_are_chinese_and_show_no_permissions(administrator, editor, at_desk):
    browser = at_desk(administrator)
    for address in (ADD, change(editor), LIST):
        html = browser.get(address).content.decode()
        text = re.sub(r"<script.*?</script>|<[^>]+>", " ", html[html.index("<main") :], flags=re.S)
        assert set(re.findall(r"[A-Za-z]{3,}", text)) <= {"administrator", "editor", "digest", "test"}
        assert "user_permissions" not in html
        assert "is_staff" not in html
    assert "林知远" in browser.get(LIST).content.decode()
    assert browser.get("/admin/auth/group/").status_code == 404


def test_only_a_superuser_makes_or_changes_a_superuser(administrator, editor, second_editor, at_desk):
    editor.user_permissions.add(*Permission.objects.filter(content_type__model="user"))
    browser = at_desk(editor)
    values = form_values(browser.get(change(second_editor))) | {"groups": roles(EDITOR), "is_superuser": "on"}
    assert browser.post(change(second_editor), values).status_code == 302
    second_editor.refresh_from_db()
    assert not second_editor.is_superuser
    assert browser.post(change(administrator), PERSON).status_code == 403


def test_history_names_people_as_they_are_called(editor, administrator, at_desk):
    browser = at_desk(administrator)
    browser.post(ADD, PERSON | {"groups": roles(READER)})
    page = browser.get(f"{LIST}{User.objects.get(username='chen').pk}/history/")
    assert "<td>管理员</td>" in page.content.decode()
    assert "理员 管" not in page.content.decode()


def without_email(user: User) -> User:
    user.email = ""
    user.save()
    return user


def test_list_marks_who_lacks_an_address_and_finds_them(administrator, editor, reviewer, reader, at_desk):
    without_email(reviewer), without_email(reader)
    browser = at_desk(administrator)
    html = browser.get(LIST).content.decode()
    assert html.count("缺邮箱，收不到通知") == 1, "a reader gets no letters anyhow"
    listed = browser.get(LIST, {"reached": "no"}).context["cl"].queryset
    assert list(listed) == [reviewer]


@pytest.mark.parametrize(
    ("name", "address", "warned"),
    [
        (EDITOR, "", True),
        (EDITOR, "chen@digest.test", False),
        (READER, "", False),
    ],
)
def test_saving_an_account_without_an_address_says_what_follows(
    administrator, at_desk, name, address, warned
):
    response = at_desk(administrator).post(ADD, PERSON | {"email": address, "groups": roles(name)})
    assert User.objects.filter(username="chen").exists()
    assert any("陈望舒没有填邮箱，收不到" in message for message in messages_of(response)) == warned


def test_account_in_use_is_refused_without_a_role(administrator, editor, at_desk):
    browser = at_desk(administrator)
    page = browser.post(ADD, PERSON)
    assert page.context["adminform"].form.errors.keys() == {"groups"}
    assert "请选择身份" in page.content.decode()
    assert not User.objects.filter(username="chen").exists()
    values = form_values(browser.get(change(editor))) | {"groups": []}
    assert browser.post(change(editor), values).context["adminform"].form.errors.keys() == {"groups"}
    del values["is_active"]
    assert browser.post(change(editor), values).status_code == 302, "nobody signs in with it"


def test_account_without_a_role_is_marked_in_the_list(administrator, editor, at_desk):
    editor.groups.clear()
    assert "没有身份" in at_desk(administrator).get(LIST).content.decode()


@pytest.mark.parametrize("username", ["陈望舒", "chen.w", "chen_w+1@h-2"])
def test_user_name_may_hold_what_the_help_says(administrator, at_desk, username):
    browser = at_desk(administrator)
    assert "可用汉字、字母、数字和 @ . + - _" in browser.get(ADD).content.decode()
    browser.post(ADD, PERSON | {"username": username, "groups": roles(READER)})
    assert User.objects.filter(username=username).exists()


@pytest.mark.parametrize("username", ["chen wang", "陈（编辑）", "chen/1"])
def test_refused_user_name_gets_the_same_signs_as_the_help(administrator, at_desk, username):
    page = at_desk(administrator).post(ADD, PERSON | {"username": username, "groups": roles(READER)})
    assert "只能用汉字、字母、数字和 @ . + - _" in page.content.decode()


def test_name_is_one_field_and_stays_as_it_was_stored(administrator, editor, at_desk):
    browser = at_desk(administrator)
    values = form_values(browser.get(change(editor)))
    assert values["full_name"] == "林知远"
    browser.post(change(editor), values | {"groups": roles(EDITOR)})
    editor.refresh_from_db()
    assert (editor.last_name, editor.first_name) == ("林", "知远")
    values = form_values(browser.get(change(editor))) | {"full_name": "欧阳知远", "groups": roles(EDITOR)}
    browser.post(change(editor), values)
    editor.refresh_from_db()
    assert signature(editor) == "欧阳知远"


def test_name_changed_by_a_colleague_meanwhile_is_not_overwritten(administrator, editor, at_desk):
    browser = at_desk(administrator)
    values = form_values(browser.get(change(editor))) | {"groups": roles(EDITOR), "full_name": "林远"}
    User.objects.filter(pk=editor.pk).update(last_name="林", first_name="致远")
    page = browser.post(change(editor), values)
    assert page.status_code == 200
    assert "林致远" in page.content.decode()
    editor.refresh_from_db()
    assert signature(editor) == "林致远"


def test_list_finds_somebody_by_the_name_in_one_piece(administrator, editor, reviewer, at_desk):
    listed = at_desk(administrator).get(LIST, {"q": "林知远"}).context["cl"].queryset
    assert list(listed) == [editor]


@pytest.mark.parametrize("field", ["is_active", "is_superuser"])
def test_administrator_cannot_give_up_their_own_account(administrator, editor, at_desk, field):
    browser = at_desk(administrator)
    values = form_values(browser.get(change(administrator))) | {"groups": roles(EDITOR)}
    del values[field]
    assert browser.post(change(administrator), values).context["adminform"].form.errors.keys() == {field}
    administrator.refresh_from_db()
    assert administrator.is_active
    assert administrator.is_superuser
    another = form_values(browser.get(change(editor)))
    del another["is_active"]
    assert browser.post(change(editor), another).status_code == 302


def test_nobody_deletes_their_own_account(administrator, at_desk):
    browser = at_desk(administrator)
    assert browser.post(f"{LIST}{administrator.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete/" not in browser.get(change(administrator)).content.decode().partition("<main")[2]


def test_accounts_without_a_role_are_found_under_words(administrator, editor, at_desk):
    page = at_desk(administrator).get(LIST).content.decode()
    assert re.search(r"groups__isnull=True[^>]*>\s*没有勾选身份", page)


def test_wrong_fields_are_listed_in_the_order_of_the_page(administrator, editor, at_desk):
    wrong = {"username": editor.username, "email": "nowhere", "new_password": "short"}
    page = at_desk(administrator).post(ADD, PERSON | wrong).content.decode()
    note = page[page.index("errornote") :]
    places = [note.index(f"{label}</a>") for label in ("用户名", "邮箱", "密码", "身份")]
    assert places == sorted(places)
