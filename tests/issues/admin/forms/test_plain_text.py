"""What nobody sees does not get into plain fields by a form, and what is taken out is said."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from hospitals.models import Hospital, HospitalNewsLink
from issues.editing.building import build_document
from issues.editing.storing import begin_issue
from issues.exporting.formats import FORMATS
from issues.models import Issue, Masthead, ReviewStage, Section
from issues.roles import EDITOR
from papers.models import JournalAbstract
from policies.models import PolicyDocument, PolicyItem
from tests.rendered import rendered_form, save

pytestmark = pytest.mark.django_db


def change(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def test_control_character_is_refused_with_a_word_and_gone_when_saved_again(at_desk, editor, draft):
    browser, link = at_desk(editor), HospitalNewsLink.objects.first()
    refused = save(browser, change(link), title="门\x03诊\x0b改革")
    assert "有 1 个看不见的控制字符（U+0003），已去掉。请核对后再保存。" in refused.content.decode()
    shown = rendered_form(refused)
    assert shown["title"] == ["门诊改革"]
    assert browser.post(change(link), {"_save": "1"} | shown).status_code == 302
    link.refresh_from_db()
    assert link.title == "门诊改革"


@pytest.mark.parametrize("title", ["门\u202e诊\u202c改\u200b革", "\ufeff门诊改革\u2060"])
def test_invisible_marks_are_taken_out(at_desk, editor, draft, title):
    link = HospitalNewsLink.objects.first()
    assert save(at_desk(editor), change(link), title=title).status_code == 302
    link.refresh_from_db()
    assert link.title == "门诊改革"


def test_lost_character_is_reported(at_desk, editor, draft):
    link = HospitalNewsLink.objects.first()
    answer = save(at_desk(editor), change(link), title="门\ufffd改革")
    assert "原来的字已经丢失，请对照原文改正。请核对后再保存。" in answer.content.decode()


def test_address_with_an_unseen_mark_is_shown_without_it(at_desk, editor, draft):
    browser, link = at_desk(editor), HospitalNewsLink.objects.first()
    refused = save(browser, change(link), url="https://h1.example/\u200ba")
    assert "网址里有看不见的字符，已去掉，请核对后再保存。" in refused.content.decode()
    assert rendered_form(refused)["url"] == ["https://h1.example/a"]


def test_bare_domain_gets_its_scheme(at_desk, editor, draft):
    link = HospitalNewsLink.objects.first()
    assert save(at_desk(editor), change(link), url="pumch.cn/a/1.html").status_code == 302
    link.refresh_from_db()
    assert link.url == "https://pumch.cn/a/1.html"


def test_account_names_pass_the_gate(at_desk, administrator):
    browser, address = at_desk(administrator), reverse("admin:auth_user_add")
    role = str(Group.objects.get(name=EDITOR).pk)
    filled = rendered_form(browser.get(address)) | {"full_name": "周\u202e慎\u200b行", "groups": [role]}
    filled |= {"new_password": "correct-horse-9", "_save": "1"}
    assert browser.post(address, filled | {"username": "zhou"}).status_code == 302
    user = User.objects.get(username="zhou")
    assert user.last_name + user.first_name == "周慎行"
    mixed = browser.post(address, filled | {"username": "аdmin"})
    assert "用户名混用了形状相近的几种文字" in mixed.content.decode()


@pytest.mark.parametrize("form", [key for key, form in FORMATS.items() if not form.is_printed])
def test_no_way_into_a_row_lets_control_characters_reach_a_file(editor, draft, form):
    """The columns themselves hold them off, whatever writes."""
    bad = "甲\x03乙\x1f\u200b丙\ufdd0"
    Section.objects.update(title=bad, intro=bad)
    HospitalNewsLink.objects.update(title=bad)
    JournalAbstract.objects.update(abstract=bad, authors=[bad])
    Issue.objects.update(publishers=[bad], editor=bad)
    assert set(Section.objects.values_list("title", flat=True)) == {"甲乙丙"}
    assert JournalAbstract.objects.first().authors == ["甲乙丙"]
    assert "甲乙丙" in str(build_document(Issue.objects.get(pk=draft.pk)))
    assert FORMATS[form].write(build_document(Issue.objects.get(pk=draft.pk)))


def test_masthead_stages_and_records_pass_the_gate(db):
    masthead = Masthead.current()
    masthead.title = "动态\u200b参考\x03"
    masthead.save()
    ReviewStage.objects.create(masthead=masthead, name="初\u202e审")
    Hospital.objects.bulk_create([Hospital(name="望澜\u200b医院", aliases=["望\x03澜"])])
    PolicyDocument.objects.create(title="通\ufeff知")
    assert Masthead.objects.get().title == "动态参考"
    assert ReviewStage.objects.get().name == "初审"
    assert (Hospital.objects.get().name, Hospital.objects.get().aliases) == ("望澜医院", ["望澜"])
    assert PolicyDocument.objects.get().title == "通知"
    assert begin_issue().title == "动态参考"


def test_links_that_are_taken_away_are_named(at_desk, editor, draft):
    item = PolicyItem.objects.first()
    body = '<p>见<a href="http://oa/1">通知</a>、<a href="/a/b">附件</a>、<a href="#x">上文</a>、<a href="https://x.cn/a">原文</a>。</p>'
    browser = at_desk(editor)
    page = browser.get(save(browser, change(item), body_html=body)["Location"]).content.decode()
    assert "正文里有 2 个链接的地址读者打不开，已去掉链接、保留文字：http://oa/1、/a/b。" in page
    item.refresh_from_db()
    assert item.body_html == '<p>见通知、附件、上文、<a href="https://x.cn/a">原文</a>。</p>'
