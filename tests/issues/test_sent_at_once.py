"""Real requests at the same moment, on real connections: what is checked still holds when it is written."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from hospitals.models import Hospital, HospitalNewsLink
from issues.document.kinds import section_kinds
from issues.editing import imports
from issues.editing.building import build_document
from issues.mail.delivery import deliver
from issues.models import (
    Comment,
    Edition,
    EntryRevision,
    ImportedFile,
    Issue,
    Masthead,
    Section,
    Thread,
    Transition,
    Verdict,
)
from issues.reviewing.verdicts import entry_digest
from issues.roles import EDITOR
from papers.models import JournalAbstract
from policies.models import PolicyItem
from tests import cast, factories
from tests.cast import PASSWORD
from tests.issues.admin.pages import act, messages_of
from tests.issues.concurrently import concurrently
from tests.issues.editing.test_imports import TEXT
from tests.issues.spreadsheets.sheets import LINKS, address, preview, xlsx
from tests.papers.references.exports import WANFANG_RIS
from tests.rendered import rendered_form, seen

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent_at_once(user: User, where: str, values: dict, *, times: int = 2) -> list:
    """This person's form, so many times at the same moment: the answers. No request breaks."""
    clients = [browser(user) for _ in range(times)]
    answers = concurrently(*[lambda client=client: client.post(where, values) for client in clients])
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    return answers


def test_new_entry_sent_twice_at_once_is_one_entry(editor):
    where = "/admin/hospitals/hospitalnewslink/add/"
    values = rendered_form(browser(editor).get(where)) | {
        "hospital": "望澜市第一医院",
        "title": "新院区试运行",
        "url": "https://hospital.example/1",
        "_save": "1",
    }
    answers = sent_at_once(editor, where, values, times=4)
    assert [answer.status_code for answer in answers] == [302] * 4
    assert HospitalNewsLink.objects.count() == 1
    assert [row.change for row in EntryRevision.objects.all()] == ["created"]
    assert Hospital.objects.count() == 1


def test_twenty_who_begin_an_issue_of_one_number_make_one(editor):
    where = reverse("admin:issues_issue_add")
    values = rendered_form(browser(editor).get(where)) | {"publishers": "望澜医院管理研究所", "_save": "1"}
    people = [cast.member(f"editor{n}", EDITOR) for n in range(20)]
    clients = [browser(person) for person in people]
    answers = concurrently(*[lambda client=client: client.post(where, values) for client in clients])
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert Issue.objects.count() == 1
    refused = [answer.content.decode() for answer in answers if answer.status_code == 200]
    assert len(refused) == 19
    assert all("期已经有了，请换一个期号。" in page for page in refused)
    assert Section.objects.count() == Masthead.current().sections.count()


def test_issue_begun_twice_at_once_by_the_same_form_is_that_issue(editor, second_editor):
    where = reverse("admin:issues_issue_add")
    values = rendered_form(browser(editor).get(where)) | {"publishers": "望澜医院管理研究所", "_save": "1"}
    answers = sent_at_once(editor, where, values, times=3)
    issue = Issue.objects.get()
    assert {answer.url for answer in answers} == {reverse("admin:issues_issue_change", args=[issue.pk])}
    assert browser(editor).post(where, values | {"title": "另一个刊名"}).status_code == 200
    assert browser(second_editor).post(where, values).status_code == 200


def test_defaults_asked_for_first_by_several_are_there_once(editor):
    Masthead.objects.all().delete()
    concurrently(*[lambda: Masthead.current().pk] * 4)
    kinds = [default.kind for default in Masthead.current().sections.all()]
    assert sorted(kinds) == sorted(kind.key for kind in section_kinds())


def test_one_save_of_two_from_the_same_page_is_refused(editor, issue):
    item = PolicyItem.objects.first()
    where = reverse("admin:policies_policyitem_change", args=[item.pk])
    values = rendered_form(browser(editor).get(where)) | {"_save": "1"}
    clients = [(browser(editor), title) for title in ("甲", "乙")]
    answers = concurrently(
        *[lambda client=c, title=t: client.post(where, values | {"title": title}) for c, t in clients]
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    item.refresh_from_db()
    assert item.title in ("甲", "乙")


def test_masthead_of_an_issue_is_saved_by_one_of_two(editor, issue):
    where = reverse("admin:issues_issue_change", args=[issue.pk])
    values = rendered_form(browser(editor).get(where)) | {"_save": "1"}
    clients = [(browser(editor), name) for name in ("甲", "乙")]
    answers = concurrently(
        *[lambda client=c, name=n: client.post(where, values | {"contact_name": name}) for c, n in clients]
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]


def test_previewed_table_confirmed_twice_at_once_is_written_once(editor):
    rows = [["望澜市第一医院", f"标题{n}", f"https://hospital.example/{n}"] for n in range(30)]
    page = preview(browser(editor), HospitalNewsLink, xlsx(LINKS, *rows))
    values = {field.html_name: field.value() for field in page.context["confirm_form"]}
    sent_at_once(editor, address(HospitalNewsLink, "process_import"), values, times=3)
    assert HospitalNewsLink.objects.count() == 30


def test_import_confirmed_twice_at_once_is_one_issue(editor):
    imported = imports.start_import("第21期.txt", TEXT.encode(), by=editor)
    where = reverse("admin:issues_issue_import_look", args=[imported.pk])
    answers = sent_at_once(editor, where, {"number": "21", "date": "2026-03-20", "confirm": ""}, times=3)
    assert {answer.status_code for answer in answers} == {302}
    assert Issue.objects.count() == 1


@pytest.mark.parametrize("round_", range(3))
def test_import_is_confirmed_or_cancelled_never_both(round_, editor):
    imported = imports.start_import("第21期.txt", TEXT.encode(), by=editor)
    one, other = browser(editor), browser(editor)
    look = reverse("admin:issues_issue_import_look", args=[imported.pk])
    cancel = reverse("admin:issues_issue_import_cancel", args=[imported.pk])
    concurrently(
        lambda: one.post(look, {"number": "21", "date": "2026-03-20", "confirm": ""}),
        lambda: other.post(cancel),
    )
    assert Issue.objects.count() == ImportedFile.objects.filter(issue__isnull=False).count()


def test_references_confirmed_twice_at_once_are_stored_once(editor):
    where = reverse("admin:papers_journalabstract_references")
    page = browser(editor).post(where, {"text": WANFANG_RIS})
    shown = page.context["shown"]
    values = {"batch": shown.signed, "chosen": [str(row.index) for row in shown.rows]}
    sent_at_once(editor, where, values, times=3)
    assert JournalAbstract.objects.count() == len(shown.rows)


def test_section_and_sub_heading_sent_twice_at_once_are_one(editor, issue):
    papers = issue.sections.get(kind="papers", parent=None)
    sent_at_once(editor, act(issue, "add_part"), {"section": papers.pk, "title": "期刊投稿信息"}, times=3)
    assert papers.parts.filter(title="期刊投稿信息").count() == 1
    for section in issue.sections.filter(kind="cases"):
        browser(editor).post(reverse("admin:issues_section_delete", args=[section.pk]), {"post": "yes"})
    sent_at_once(editor, act(issue, "add_section"), {"kind": "cases"}, times=3)
    assert issue.sections.filter(kind="cases").count() == 1


def test_comment_reply_and_solution_sent_twice_at_once_are_one_each(editor, reviewer, issue):
    factories.carry(issue, ("submit", editor))
    uid = str(build_document(issue).entries[0].uid)
    answers = sent_at_once(reviewer, act(issue, "comment"), {"uid": uid, "text": "请核对"}, times=3)
    assert {answer.status_code for answer in answers} == {302}
    thread = Thread.objects.get()
    sent_at_once(editor, act(issue, "reply"), {"thread": thread.pk, "text": "已核对"}, times=3)
    answers = sent_at_once(reviewer, act(issue, "resolve"), {"thread": thread.pk, "text": ""}, times=3)
    assert {answer.status_code for answer in answers} == {302}
    assert [comment.kind for comment in Comment.objects.order_by("pk")] == ["raise", "answer", "resolve"]


def test_same_words_elsewhere_or_later_are_another_comment(editor, reviewer, issue):
    factories.carry(issue, ("submit", editor))
    first, second = (str(entry.uid) for entry in build_document(issue).entries[:2])
    client = browser(reviewer)
    for uid in (first, second, ""):
        client.post(act(issue, "comment"), {"uid": uid, "text": "请核对"})
    browser(editor).post(act(issue, "reply"), {"thread": Thread.objects.first().pk, "text": "已核对"})
    client.post(act(issue, "comment"), {"uid": first, "text": "请核对"})
    assert Thread.objects.count() == 4


def test_verdict_sent_twice_at_once_is_one(editor, reviewer, issue):
    factories.carry(issue, ("submit", editor))
    entry = build_document(issue).entries[0]
    values = {"uid": str(entry.uid), "mark": "passed", "seen": entry_digest(entry)}
    answers = sent_at_once(reviewer, act(issue, "judge"), values, times=3)
    assert {answer.status_code for answer in answers} == {302}
    assert Verdict.objects.count() == 1


def test_step_of_the_workflow_sent_twice_at_once_is_taken_once_and_hears_so(editor, issue):
    where = act(issue, "workflow", "submit")
    answers = sent_at_once(editor, where, {"seen": issue.version}, times=3)
    assert Transition.objects.count() == 1
    assert len({tuple(messages_of(answer)) for answer in answers}) == 1


def test_correction_begun_twice_at_once_is_one_revision(editor, reviewer):
    issue = factories.published(factories.document(), editor=editor, reviewer=reviewer)
    values = {"seen": issue.version, "note": "改正一处"}
    sent_at_once(editor, act(issue, "workflow", "correct"), values, times=3)
    issue.refresh_from_db()
    assert (issue.revision, issue.status) == (2, "draft")
    assert Edition.objects.count() == 1


def test_entry_chosen_from_the_pool_by_two_stands_where_the_first_put_it(editor, issue):
    other = factories.issue_of(factories.document(8), editor)
    item = PolicyItem.objects.in_issue(issue.pk).first()
    PolicyItem.objects.filter(pk=item.pk).update(section=None)
    homes = [each_issue.sections.get(kind="policies") for each_issue in (issue, other)]
    clients = [(browser(editor), home) for home in homes]
    answers = concurrently(
        *[
            lambda client=client, home=home: client.post(
                act(home.issue, "pool", home.pk), {"uid": [str(item.uid)]}
            )
            for client, home in clients
        ]
    )
    assert sorted("已把 1 条" in "".join(messages_of(answer)) for answer in answers) == [False, True]


def test_deleted_entry_is_brought_back_once(editor, issue):
    uid = PolicyItem.objects.first().uid
    PolicyItem.objects.filter(uid=uid).delete()
    binned = EntryRevision.objects.in_bin().get(uid=uid)
    sent_at_once(editor, reverse("admin:issues_binnedentry_restore", args=[binned.pk]), {}, times=3)
    assert PolicyItem.objects.filter(uid=uid).count() == 1


def test_account_and_record_sent_twice_at_once_are_one_each(administrator):
    user = {"username": "chen", "new_password": f"{PASSWORD}-2", "groups": ["3"]}
    answers = sent_at_once(administrator, reverse("admin:auth_user_add"), user, times=3)
    assert sorted(answer.status_code for answer in answers) == [200, 200, 302]
    assert User.objects.filter(username="chen").count() == 1
    record = {"name": "望澜市第一医院", "aliases": ""}
    answers = sent_at_once(administrator, reverse("admin:hospitals_hospital_add"), record, times=3)
    assert sorted(answer.status_code for answer in answers) == [200, 200, 302]
    assert Hospital.objects.count() == 1


def test_records_merged_twice_at_once_are_merged_once(administrator):
    one, other = (Hospital.objects.create(name=name) for name in ("甲医院", "乙医院"))
    chosen = {"action": "merge_records", "_selected_action": [one.pk, other.pk], "stays": one.pk}
    sent_at_once(administrator, "/admin/hospitals/hospital/", chosen, times=3)
    assert [(row.name, row.aliases) for row in Hospital.objects.all()] == [("甲医院", ["乙医院"])]


def test_deadlines_set_at_once_are_set_by_one(editor, issue):
    where = act(issue, "deadlines")
    values = seen(browser(editor), where, "submit_by") | {"submit_by": "2026-03-01"}
    answers = sent_at_once(editor, where, values, times=3)
    assert sorted(answer.status_code for answer in answers) == [200, 200, 302]


def test_letters_go_out_once_from_two_deliveries(editor, reviewer, issue, mailoutbox, settings):
    factories.carry(issue, ("submit", editor))
    sent = len(mailoutbox)
    concurrently(deliver, deliver, deliver)
    assert sent == len(mailoutbox) == 1


def test_entry_added_while_its_section_is_removed_is_never_lost(editor, issue):
    section = issue.sections.get(kind="news")
    where = "/admin/hospitals/hospitalnewslink/add/"
    values = rendered_form(browser(editor).get(f"{where}?section={section.pk}")) | {
        "hospital": "望澜市第一医院",
        "title": "刚好这时加的",
        "url": "https://hospital.example/1",
        "_save": "1",
    }
    one, other = browser(editor), browser(editor)
    added, _ = concurrently(
        lambda: one.post(where, values),
        lambda: other.post(reverse("admin:issues_section_delete", args=[section.pk]), {"post": "yes"}),
    )
    is_there = HospitalNewsLink.objects.filter(title="刚好这时加的", section=None).exists()
    assert is_there == (added.status_code == 302)
    assert is_there or "刚好这时加的" in added.content.decode()
