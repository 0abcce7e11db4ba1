from datetime import timedelta

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import connection
from django.test import Client
from django.utils import timezone

from hospitals.models import Hospital, HospitalNewsLink
from issues.actor import acting_as
from issues.dashboard.activity import recent_activity
from issues.editing.imports import confirm_import, start_import
from issues.models import ImportedFile
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import form_values

pytestmark = pytest.mark.django_db


def shown(user) -> list[tuple[str, str]]:
    return [(doing.who, doing.words) for doing in recent_activity(user)]


def add_link(client: Client, title: str) -> None:
    address = "/admin/hospitals/hospitalnewslink/add/"
    values = form_values(client.get(address))
    filled = {"title": title, "hospital": "云溪医院", "url": f"https://yunxi.example.com/{title}"}
    assert client.post(address, values | filled).status_code == 302


def test_there_are_none_in_a_new_office(editor):
    assert shown(editor) == []


def test_everybody_sees_what_everybody_did(issue, editor, reviewer, second_editor):
    factories.carry(issue, ("submit", editor), ("return", reviewer))
    issue.refresh_from_db()
    with acting_as(second_editor):
        item = PolicyItem.objects.filter(section__issue=issue).first()
        item.title = "改过的标题"
        item.save()
    for person in (editor, reviewer):
        assert shown(person)[:3] == [
            ("沈嘉禾", "修改政策条目“改过的标题”（第7期）"),
            ("周慎行", "第7期：退回修改"),
            ("林知远", "第7期：送审"),
        ]


def test_many_links_are_one_line_whether_added_at_a_time_or_one_by_one(editor, client, db):
    client.force_login(editor)
    for n in range(4):
        add_link(client, f"新闻{n}")
    assert shown(editor)[0] == ("林知远", "添加 4 条资讯链接（素材库）")
    with acting_as(editor):
        factories.issue_of(
            factories.document(
                9,
                sections=(
                    factories.Section(kind="news", title="医院资讯", entries=tuple(factories.news_links(10))),
                ),
            ),
            editor,
        )
    assert shown(editor)[0] == ("林知远", "添加 20 条资讯链接（第9期）")


def test_a_long_pause_makes_two_lines(editor, client, db):
    client.force_login(editor)
    add_link(client, "旧闻")
    with connection.cursor() as cursor:  # no row of the history can be changed through its model
        cursor.execute("UPDATE issues_entryrevision SET at = %s", [timezone.now() - timedelta(hours=2)])
    add_link(client, "新闻")
    assert [words for _, words in shown(editor)] == [
        "添加资讯链接“新闻”（素材库）",
        "添加资讯链接“旧闻”（素材库）",
    ]


def test_import_of_an_issue_is_one_line(editor):
    text = factories.document(15).canonical_json.encode()
    imported = start_import("第15期.json", text, by=editor)
    with acting_as(editor):
        confirm_import(imported)
    assert ImportedFile.objects.get().issue.number == 15
    assert shown(editor) == [("林知远", "导入第15期（第15期.json）")]


def test_what_somebody_may_not_see_is_not_shown(editor, administrator, issue):
    hospital = Hospital.objects.first()
    LogEntry.objects.log_actions(administrator.pk, [hospital], CHANGE, "并入“某院”")
    LogEntry.objects.log_actions(administrator.pk, [editor], ADDITION, [{"added": {}}])
    words = [words for _, words in shown(administrator)]
    assert f"医院“{hospital}”：并入“某院”" in words
    assert any("editor" in each for each in words)
    assert not any("editor" in words for _, words in shown(editor))


def test_what_was_moved_and_deleted_is_shown(issue, editor):
    with acting_as(editor):
        link = HospitalNewsLink.objects.first()
        title = link.title
        link.section = None
        link.save()
        link.delete()
    assert [words for _, words in shown(editor)][:2] == [
        f"删除资讯链接“{title}”（素材库）",
        f"移动资讯链接“{title}”（素材库）",
    ]
