"""历史 and 回收站 as an editor sees them."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from hospitals.models import HospitalNewsLink, PeerExperience
from issues.actor import acting_as
from issues.editing.building import build_document as compose_document
from issues.editing.placement import place
from issues.editing.restoring import Unrestorable, restore_deleted, restore_revision
from issues.models import EntryRevision, Verdict
from issues.models.bases.content_lock import ContentLocked
from issues.models.entry_revision import EntryRevisionQuerySet
from issues.reviewing.verdicts import entry_digest, give_verdict
from papers.models import Annex, Notice
from policies.models import PolicyItem
from tests import cast, factories
from tests.files import PDF
from tests.issues.admin.pages import compose, messages_of, undo_button

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(draft) -> PolicyItem:
    return PolicyItem.objects.in_issue(draft.pk).first()


def history(row) -> str:
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_history", args=[row.pk])


def back_to(row, revision) -> str:
    name = f"admin:{row._meta.label_lower.replace('.', '_')}_restore"
    return reverse(name, args=[row.pk, revision.pk])


def revise(row, by=None, **changes) -> EntryRevision:
    with acting_as(by):
        for name, value in changes.items():
            setattr(row, name, value)
        row.save()
    return EntryRevision.objects.of(row.uid)[0]


def aged(days: int) -> None:
    """As if all of the history had been written earlier."""
    earlier = timezone.now() - timedelta(days=days)
    super(EntryRevisionQuerySet.__mro__[1], EntryRevision.objects.all()).update(at=earlier)


def test_history_tells_who_changed_what(editor, second_editor, at_desk, item):
    revise(item, second_editor, title="新的标题", body_html="<p>新的正文</p>")
    with acting_as(editor):
        place([item], None)
    changes = at_desk(editor).get(history(item)).context["changes"]
    assert [(change.who, change.what) for change in changes] == [
        ("林知远", "放入素材库"),
        ("沈嘉禾", "改了标题、正文"),
        ("林知远", "新建（第7期 · 政策热点）"),
    ]
    html = at_desk(editor).get(history(item)).content.decode()
    assert "<ins>新的</ins>" in html or "<ins>新的标题</ins>" in html


def test_history_escapes_what_was_typed(editor, at_desk, item):
    revise(item, editor, title="<script>alert(1)</script>")
    html = at_desk(editor).get(history(item)).content.decode()
    assert "<script>alert" not in html


def test_any_two_versions_are_compared(editor, at_desk, item):
    first = EntryRevision.objects.of(item.uid)[0]
    revise(item, editor, title="中间")
    last = revise(item, editor, title="最后", source="新来源")
    page = at_desk(editor).get(history(item), {"one": last.pk, "other": first.pk})
    assert [d.label for d in page.context["compared"].differences] == ["标题", "来源"]
    assert page.context["compared"].before == first
    for asked in ({"one": "²", "other": first.pk}, {"one": 10**30, "other": 1}):
        assert at_desk(editor).get(history(item), asked).context["compared"] is None


def test_history_costs_the_same_whatever_its_length(editor, at_desk, item, django_assert_num_queries):
    browser = at_desk(editor)
    revise(item, editor, title="一")
    browser.get(history(item))
    with django_assert_num_queries(11):
        browser.get(history(item))
    for n in range(30):
        revise(item, editor, title=f"第{n}次")
    with django_assert_num_queries(11):
        page = browser.get(history(item))
    assert len(page.context["changes"]) == 10
    oldest = browser.get(history(item), {"p": 4}).context["changes"]
    assert oldest[-1].what == "新建（第7期 · 政策热点）"


def test_old_version_comes_back_with_its_hospital_and_its_writer(editor, second_editor, at_desk, draft):
    row = PeerExperience.objects.get()
    was, first = row.to_document(), EntryRevision.objects.of(row.uid)[0]
    revise(row, editor, title="改", hospital="别的医院", body_html="")
    with acting_as(editor):
        place([row], None)
    response = at_desk(second_editor).post(back_to(row, first))
    assert response.url == history(row)
    row = PeerExperience.objects.get()
    assert (row.to_document(), row.hospital_record.name) == (was, "望澜市第一医院")
    assert row.section is None, "the place stays"
    assert row.written_by == [editor.pk, second_editor.pk]
    change = at_desk(editor).get(history(row)).context["changes"][0]
    assert (change.who, change.what) == ("沈嘉禾", "恢复以前的内容：改了标题、医院、正文")


def test_restoring_in_an_issue_bars_from_approving_it(second_editor, at_desk, draft, item):
    first = EntryRevision.objects.of(item.uid)[0]
    revise(item, None, title="改")
    at_desk(second_editor).post(back_to(item, first))
    draft.refresh_from_db()
    assert second_editor.pk in draft.revised_by


def test_annexes_come_back_with_their_notice(editor, at_desk, draft):
    notice = Notice.objects.get()
    annex = Annex(notice=notice, title="附件一")
    annex.attach("一.pdf", b"%PDF-1.7")
    annex.save()
    with_annex = EntryRevision.objects.of(notice.uid)[0]
    annex.delete()
    at_desk(editor).post(back_to(notice, with_annex))
    assert [a.to_document() for a in notice.annexes.all()] == list(with_annex.document.annexes)


def test_locked_entry_shows_its_history_and_refuses_an_old_version(editor, at_desk, draft, item):
    first = EntryRevision.objects.of(item.uid)[0]
    revise(item, editor, title="改")
    draft.refresh_from_db()
    factories.carry(draft, ("submit", editor))
    browser = at_desk(editor)
    assert "恢复成这一次的内容" not in browser.get(history(item)).content.decode()
    response = browser.post(back_to(item, first))
    assert "第7期处于“待审核”" in messages_of(response)[0]
    item.refresh_from_db()
    assert item.title == "改"
    with pytest.raises(ContentLocked):
        restore_revision(item, first)


def test_old_version_is_refused_to_readers_of_drafts_and_to_get(reviewer, editor, at_desk, draft, item):
    first = EntryRevision.objects.of(item.uid)[0]
    revise(item, editor, title="改")
    assert at_desk(reviewer).get(history(item)).status_code == 200
    assert at_desk(reviewer).post(back_to(item, first)).status_code == 403
    assert at_desk(editor).get(back_to(item, first)).status_code == 405


def test_version_of_another_entry_is_not_found(editor, at_desk, item):
    other = EntryRevision.objects.of(PolicyItem.objects.last().uid)[0]
    assert at_desk(editor).post(back_to(item, other)).status_code == 404
    with pytest.raises(Unrestorable):
        restore_revision(item, other)


def test_form_and_annexes_saved_together_are_one_version(editor, at_desk, draft):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.issues.admin.pages import form_values

    notice, browser = Notice.objects.get(), at_desk(editor)
    address = reverse("admin:papers_notice_change", args=[notice.pk])
    typed = form_values(browser.get(address)) | {"text": "新的说明"}
    browser.post(address, typed | {"annexes-0-file": SimpleUploadedFile("汇编.pdf", PDF)})
    changes = browser.get(history(notice)).context["changes"]
    assert [change.what for change in changes][:1] == ["改了说明文字、附件"]
    assert len(changes) == 2


def test_deleted_entry_comes_back_from_the_bin(editor, second_editor, at_desk, item):
    uid, was = item.uid, item.to_document()
    page = at_desk(editor).get(reverse("admin:policies_policyitem_delete", args=[item.pk])).content.decode()
    assert "删除后 30 天内可以从“回收站”恢复。" in page
    at_desk(editor).post(reverse("admin:policies_policyitem_delete", args=[item.pk]), {"post": "yes"})
    browser = at_desk(second_editor)
    html = browser.get("/admin/issues/binnedentry/").content.decode()
    for words in (was.title, "第7期 · 政策热点", "林知远", "30 天"):
        assert words in html
    row = EntryRevision.objects.of(uid)[0]
    assert was.source in browser.get(f"/admin/issues/binnedentry/{row.pk}/change/").content.decode()
    browser.post(f"/admin/issues/binnedentry/{row.pk}/restore/")
    back = PolicyItem.objects.get(uid=uid)
    assert (back.to_document(), back.section) == (was, item.section)
    assert back.written_by == [editor.pk, second_editor.pk], "four eyes hold for what was deleted in between"
    assert at_desk(editor).get(history(back)).context["changes"][0].what == "从回收站恢复到第7期 · 政策热点"
    assert browser.get("/admin/issues/binnedentry/").context["cl"].result_count == 0
    with pytest.raises(Unrestorable):
        restore_deleted(row)


BIN = '<a href="/admin/issues/binnedentry/">回收站</a>'


def test_deletion_says_where_the_entries_lie_now(editor, at_desk, draft, item):
    browser, address = at_desk(editor), reverse("admin:policies_policyitem_delete", args=[item.pk])
    page = browser.post(address, {"post": "yes"}, follow=True)
    assert page.redirect_chain[-1][0].startswith(compose(draft)), "from the compose page back to it"
    assert f"已删除“{item.title}”。30 天内可以从{BIN}恢复。" in page.content.decode()
    chosen = list(HospitalNewsLink.objects.values_list("pk", flat=True))[:3]
    rows = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    page = browser.post("/admin/hospitals/hospitalnewslink/", rows, follow=True)
    (message,) = page.context["messages"]
    assert str(message).startswith(f"已删除 3 条。30 天内可以从{BIN}恢复。 <button")


def test_deletion_is_undone_where_it_happened(editor, at_desk, draft):
    """From the first, from the middle and several at once, whatever their positions are counted from."""
    browser = at_desk(editor)
    order = [entry.uid for entry in compose_document(draft).entries]
    links = list(HospitalNewsLink.objects.order_by("position"))
    for chosen in ([links[0]], [links[1]], links[:3], links):
        rows = {"action": "delete_selected", "_selected_action": [row.pk for row in chosen], "post": "yes"}
        page = browser.post("/admin/hospitals/hospitalnewslink/", rows, follow=True)
        *_, message = page.context["messages"]
        response = browser.post(*undo_button(str(message)))
        assert response.url.startswith(f"{compose(draft)}#e-")
        assert [entry.uid for entry in compose_document(draft).entries] == order
        links = list(HospitalNewsLink.objects.order_by("position"))


def test_place_that_was_taken_meanwhile_is_made_free(editor, at_desk, draft):
    section = draft.sections.get(kind="policies")
    first, second = PolicyItem.objects.filter(section=section).order_by("position")
    position = first.position
    first.delete()
    PolicyItem.objects.filter(pk=second.pk).update(position=position)
    restore_deleted(EntryRevision.objects.of(first.uid)[0])
    assert [row.uid for row in PolicyItem.objects.filter(section=section)] == [first.uid, second.uid]


def test_section_that_was_removed_and_put_back_is_found_by_its_name(editor, at_desk, draft):
    browser, item = at_desk(editor), PolicyItem.objects.in_issue(draft.pk).first()
    item.delete()
    removal = browser.post(f"/admin/issues/section/{item.section_id}/delete/", {"post": "yes"})
    browser.post(*undo_button(messages_of(removal)[-1]))
    assert restore_deleted(EntryRevision.objects.of(item.uid)[0]).section == draft.sections.get(
        kind="policies"
    )


@pytest.mark.parametrize("how", ["locked", "removed"])
def test_entry_whose_place_is_no_more_comes_back_into_the_pool_and_that_is_said(
    editor, at_desk, draft, item, how
):
    browser, section = at_desk(editor), item.section
    item.delete()
    if how == "locked":
        draft.refresh_from_db()
        factories.carry(draft, ("submit", editor))
    else:
        browser.post(f"/admin/issues/section/{section.pk}/delete/", {"post": "yes"})
    row = EntryRevision.objects.of(item.uid)[0]
    page = browser.get("/admin/issues/binnedentry/").content.decode()
    button = re.search(r"<button[^>]*>恢复</button>", page)
    response = browser.post(*undo_button(button[0]))
    assert messages_of(response)[-1].startswith(
        f"已恢复到素材库：{item.heading}（原来的位置“{row.standing}”现在不能放"
    )
    assert PolicyItem.objects.get(uid=item.uid).section is None
    assert response.url == "/admin/issues/binnedentry/"
    assert "已经恢复" in messages_of(browser.post(*undo_button(button[0])))[-1]


def test_title_of_a_deleted_entry_is_shown_as_text(editor, at_desk, item):
    item.title = "<b>甲</b>"
    item.save()
    address = reverse("admin:policies_policyitem_delete", args=[item.pk])
    assert (
        "“&lt;b&gt;甲&lt;/b&gt;”"
        in at_desk(editor).post(address, {"post": "yes"}, follow=True).content.decode()
    )


def test_who_may_not_see_the_bin_is_sent_to_whom_may(at_desk, item):
    remover = cast.member("remover", name="白去之")
    remover.user_permissions.set(
        Permission.objects.filter(codename__in=("view_policyitem", "delete_policyitem", "view_issue"))
    )
    address = reverse("admin:policies_policyitem_delete", args=[item.pk])
    assert messages_of(at_desk(remover).post(address, {"post": "yes"})) == [
        f"已删除“{item.title}”。30 天内可以请编辑从回收站恢复。"
    ]


def test_bin_is_for_those_who_may_add_and_listed_with_the_entries(editor, reviewer, at_desk, item):
    item.delete()
    row = EntryRevision.objects.of(item.uid)[0]
    assert at_desk(reviewer).get("/admin/issues/binnedentry/").status_code == 403
    assert at_desk(reviewer).post(f"/admin/issues/binnedentry/{row.pk}/restore/").status_code == 403
    assert "回收站" not in at_desk(reviewer).get("/admin/").content.decode()
    groups = {g["name"]: g for g in at_desk(editor).get("/admin/").context["app_list"]}
    assert groups["素材"]["models"][-1]["name"] == "回收站"


@pytest.mark.parametrize("address", ["add/", "{pk}/delete/", "{pk}/change/", ""])
def test_bin_is_read_only(administrator, at_desk, item, address):
    item.delete()
    row = EntryRevision.objects.of(item.uid)[0]
    posted = {"heading": "改", "post": "yes", "action": "delete_selected", "_selected_action": [row.pk]}
    response = at_desk(administrator).post("/admin/issues/binnedentry/" + address.format(pk=row.pk), posted)
    assert response.status_code in ((200, 302) if not address else (403,))
    assert EntryRevision.objects.of(item.uid)[0].heading == row.heading


def test_bin_forgets_after_thirty_days_and_the_command_drops_for_good(editor, at_desk, draft, item):
    kept, news = PolicyItem.objects.last(), HospitalNewsLink.objects.first()
    item.delete()
    aged(31)
    news.delete()
    row = EntryRevision.objects.of(item.uid)[0]
    assert at_desk(editor).get("/admin/issues/binnedentry/").context["cl"].result_count == 1
    with pytest.raises(Unrestorable):
        restore_deleted(row)
    call_command("clean_bin")
    assert not EntryRevision.objects.of(item.uid).exists()
    assert EntryRevision.objects.of(kept.uid).count() == 1
    assert EntryRevision.objects.of(news.uid).count() == 2


def test_entry_that_passed_review_is_not_taken_back(editor, reviewer, at_desk, draft, item):
    first = EntryRevision.objects.of(item.uid)[0]
    revise(item, editor, title="改")
    draft.refresh_from_db()
    factories.carry(draft, ("submit", editor))
    give_verdict(draft, item.uid, Verdict.Mark.PASSED, by=reviewer, seen=entry_digest(item.to_document()))
    factories.carry(draft, ("return", reviewer))
    response = at_desk(editor).post(back_to(item, first))
    assert "已审核通过，不能修改" in messages_of(response)[0]
    item.refresh_from_db()
    assert item.title == "改"
