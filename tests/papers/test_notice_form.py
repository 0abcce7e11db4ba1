"""The title of a notice is its sub-heading: the form says so, and the sub-heading follows."""

import pytest

from papers.models import Notice
from tests import factories
from tests.issues.admin.pages import form_values, messages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(editor, client) -> Notice:
    client.force_login(editor)
    factories.issue_of(factories.document(), editor)
    return Notice.objects.get()


def address(notice) -> str:
    return f"/admin/papers/notice/{notice.pk}/change/"


def save(client, notice, **changes):
    return client.post(address(notice), form_values(client.get(address(notice))) | changes | {"_save": ""})


def test_sub_heading_made_from_the_topic_follows_it(client, notice):
    assert notice.section.title == "2025年政策汇总"
    assert "改了主题或年份，小标题跟着改。" in client.get(address(notice)).content.decode()
    response = save(client, notice, topic="journal_submission", year="2026")
    notice.refresh_from_db()
    assert notice.section.title == "2026年期刊投稿信息"
    assert "小标题跟着改为“2026年期刊投稿信息”。" in messages_of(response)


def test_sub_heading_of_ones_own_stays_and_the_form_says_where_it_is_changed(client, notice):
    notice.section.title = "政策资料"
    notice.section.save()
    page = client.get(address(notice)).content.decode()
    assert "刊出的小标题是“政策资料”" in page
    assert f"/admin/issues/section/{notice.section_id}/change/" in page
    assert "跟着改" not in page
    save(client, notice, topic="other", year="")
    notice.refresh_from_db()
    assert notice.section.title == "政策资料"


def test_form_of_a_new_notice_says_what_its_title_will_be(client, notice):
    page = client.get("/admin/papers/notice/add/").content.decode()
    assert "标题按年份和主题写成小标题" in page
    assert "纯文字，一行一段" in page
