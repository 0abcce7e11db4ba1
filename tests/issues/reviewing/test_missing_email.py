"""Who gets no mail because their account has no address."""

import pytest
from django.contrib.auth.models import User

from issues.mail.outbox import save_choice
from issues.models import MailChoice
from issues.reviewing.missing_email import email_warnings, users_without_email
from tests.rendered import flat

pytestmark = pytest.mark.django_db
OWN = "您的账号没有填邮箱"


@pytest.fixture
def lacking(editor, reviewer, reader) -> list[User]:
    User.objects.update(email="")
    return [editor, reviewer]


def test_those_who_work_in_the_office_lack_an_address_not_readers(lacking):
    assert list(users_without_email().order_by("pk")) == lacking


def test_who_wants_no_letters_or_left_is_not_missed(lacking):
    save_choice(lacking[0], MailChoice.When.NEVER)
    User.objects.filter(pk=lacking[1].pk).update(is_active=False)
    assert not users_without_email().exists()


def test_front_page_tells_the_person_and_whoever_keeps_the_accounts(lacking, administrator, client):
    client.force_login(lacking[0])
    html = flat(client.get("/admin/").content.decode())
    assert f'{OWN}，收不到邮件通知；待办只列在这一页。请<a href="/account/email/">填写您的邮箱</a>。' in html
    assert "周慎行没有填邮箱" not in html
    client.force_login(administrator)
    html = flat(client.get("/admin/").content.decode())
    assert OWN not in html
    others = (
        '林知远、周慎行没有填邮箱，收不到邮件通知，请到<a href="/admin/auth/user/?reached=no">账号</a>里补填'
    )
    assert others in html


def test_who_has_an_address_hears_nothing_at_no_cost(editor, django_assert_num_queries):
    editor.has_perm("issues.view_issue")
    with django_assert_num_queries(0):
        assert email_warnings(editor) == []
