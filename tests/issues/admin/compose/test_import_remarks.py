"""What an import left to look at, on the compose page, and how it is resolved there."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from issues.models import ImportedFile, Issue
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import compose, messages_of, undo_button
from tests.rendered import flat

pytestmark = pytest.mark.django_db

SOURCE = """动态参考
2026年第6期
2026年3月20日
本期导读
◆政策热点
江州省印发《关于规范门诊预约的通知》
怀岭市印发《病案首页质量规范（试行）》
一、政策热点
1.江州省印发《关于规范门诊预约的通知》
要点一，分时段预约。
2.怀岭市印发《病案首页质量规范》
要点二，主要诊断选择。
编辑：林知远
"""


@pytest.fixture
def desk(editor, at_desk):
    return at_desk(editor)


@pytest.fixture
def issue_with_remark(desk):
    """An issue whose guide calls its second entry otherwise than the text does."""
    desk.post("/admin/issues/issue/import/", {"file": SimpleUploadedFile("第6期.txt", SOURCE.encode())})
    look = reverse("admin:issues_issue_import_look", args=[ImportedFile.objects.get().pk])
    desk.post(look, {"number": 6, "date": "2026-03-20", "confirm": ""})
    return Issue.objects.get()


def two_remarks() -> list[dict]:
    return [
        {"line": 12, "reason": "不知道放在哪里", "text": "散落的一句话", "is_unrecognised": True},
        {"line": None, "reason": "日期是推断的", "text": "", "is_unrecognised": False},
    ]


def test_remarks_stay_on_the_compose_page_until_resolved(
    desk, issue_with_remark, at_desk, reviewer, second_editor
):
    ImportedFile.objects.update(remarks=two_remarks())
    issue = issue_with_remark
    html = desk.get(compose(issue)).content.decode()
    assert "导入时未识别的内容" in html
    assert "散落的一句话" in html
    address = reverse("admin:issues_issue_resolve_remarks", args=[issue.pk])
    assert "散落的一句话" in at_desk(reviewer).get(compose(issue)).content.decode()
    assert at_desk(reviewer).post(address).status_code == 403
    assert desk.get(address).status_code == 405
    at_desk(second_editor).post(address)
    desk.post(address)
    assert ImportedFile.objects.get().settled_by == second_editor
    html = desk.get(compose(issue)).content.decode()
    assert "散落的一句话" not in html
    assert "已由沈嘉禾处理" in html


def remarks(page) -> dict[str, str]:
    """By their numbers."""
    return dict(re.findall(r'<li id="remark-([0-9]+)">(.*?)</li>', flat(page.content.decode())))


def test_remark_names_its_entry_and_leads_to_it_and_to_its_place_in_the_source(desk, issue_with_remark):
    item = PolicyItem.objects.get(title="怀岭市印发《病案首页质量规范》")
    (remark,) = (
        each for each in remarks(desk.get(compose(issue_with_remark))).values() if "导读与正文" in each
    )
    assert (
        "导读作“怀岭市印发《病案首页质量规范（试行）》”，正文作<q>怀岭市印发《病案首页质量规范》</q>"
        in remark
    )
    assert (
        f'href="/admin/policies/policyitem/{item.pk}/change/">怀岭市印发《病案首页质量规范》</a>：' in remark
    )
    source, line = re.search(r'class="where" href="([^"]+)#(line-[0-9]+)"', remark).groups()
    assert f'id="{line}"' in desk.get(source).content.decode()
    item.delete()
    (remark,) = (
        each for each in remarks(desk.get(compose(issue_with_remark))).values() if "导读与正文" in each
    )
    assert "policyitem" not in remark


def test_remarks_are_resolved_one_by_one_and_that_is_undone(desk, issue_with_remark):
    ImportedFile.objects.update(remarks=two_remarks())
    address = reverse("admin:issues_issue_resolve_remarks", args=[issue_with_remark.pk])
    response = desk.post(address, {"remark": "0"})
    assert list(remarks(desk.get(compose(issue_with_remark)))) == ["1"]
    desk.post(*undo_button(messages_of(response)[-1]))
    assert list(remarks(desk.get(compose(issue_with_remark)))) == ["0", "1"]
    for index in "01":
        desk.post(address, {"remark": index})
    assert remarks(desk.get(compose(issue_with_remark))) == {}
    assert ImportedFile.objects.get().settled_at
    desk.post(address, {"remark": "7"})
    desk.post(address, {"remark": "²"})


def test_nothing_is_to_be_pressed_on_a_published_issue(desk, issue_with_remark, editor, reviewer):
    ImportedFile.objects.update(remarks=two_remarks())
    assert "全部已处理" in desk.get(compose(issue_with_remark)).content.decode()
    issue_with_remark.refresh_from_db()
    factories.carry(issue_with_remark, ("submit", editor), ("approve", reviewer), ("publish", editor))
    page = desk.get(compose(issue_with_remark))
    assert list(remarks(page)) == ["0", "1"]
    assert "已处理</button>" not in page.content.decode()
    response = desk.post(reverse("admin:issues_issue_resolve_remarks", args=[issue_with_remark.pk]))
    assert "不用再处理" in messages_of(response)[-1]
    assert ImportedFile.objects.get().settled_at is None
