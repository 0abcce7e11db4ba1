import pytest
from django.contrib.admin.models import CHANGE, DELETION, LogEntry

from hospitals.models import Hospital, HospitalNewsLink
from issues.editing.merging import Unmergeable, merge
from issues.models import Issue
from papers.models import Journal
from tests import factories
from tests.issues.admin.pages import messages_of

LIST = "/admin/hospitals/hospital/"


@pytest.fixture
def hospitals(db):
    return [
        Hospital.objects.create(name=name, aliases=[f"{name}别名"]) for name in ("甲医院", "乙医院", "丙医院")
    ]


def test_merged_names_become_aliases_and_entries_keep_theirs(hospitals):
    stays, other, _ = hospitals
    link = HospitalNewsLink.objects.create(
        hospital="乙医院", hospital_record=other, title="一", url="https://a.example"
    )
    assert merge([stays, other], stays=stays).count == 1
    stays.refresh_from_db()
    link.refresh_from_db()
    assert stays.aliases == ["甲医院别名", "乙医院", "乙医院别名"]
    assert (link.hospital, link.hospital_record) == ("乙医院", stays)
    assert set(Hospital.objects.values_list("name", flat=True)) == {"甲医院", "丙医院"}


def test_merging_changes_nothing_of_a_published_issue(editor, reviewer):
    factories.published(factories.document(), editor=editor, reviewer=reviewer)
    before = Issue.objects.get()
    records = list(Hospital.objects.all())
    merge(records, stays=records[0])
    after = Issue.objects.get()
    assert (after.version, after.approved_digest) == (before.version, before.approved_digest)
    assert set(HospitalNewsLink.objects.values_list("hospital_record", flat=True)) == {records[0].pk}


def test_kept_journal_takes_what_it_does_not_know(db):
    stays = Journal.objects.create(name="江州医院管理", phone="1")
    other = Journal.objects.create(name="江州医院管理杂志", phone="2", issn="1234-5678")
    merge([stays, other], stays=stays)
    stays.refresh_from_db()
    assert (stays.phone, stays.issn) == ("1", "1234-5678")


def test_record_that_is_gone_is_not_merged(hospitals):
    hospitals[1].delete()
    with pytest.raises(Unmergeable):
        merge(hospitals[:2], stays=hospitals[0])
    with pytest.raises(Unmergeable):
        merge(hospitals[:1], stays=hospitals[0])


def posted(rows, **more):
    return {"action": "merge_records", "_selected_action": [row.pk for row in rows], **more}


def test_page_asks_which_stays_and_the_log_tells(at_desk, editor, hospitals):
    client = at_desk(editor)
    page = client.post(LIST, posted(hospitals[:2]))
    assert "请选择保留哪一条" in page.content.decode()
    assert Hospital.objects.count() == 3
    done = client.post(LIST, posted(hospitals[:2], stays=hospitals[0].pk))
    (message,) = messages_of(done)
    assert message.startswith(
        "已把“乙医院”并入“甲医院”，成为它的别名；0 个条目改为对应到它，刊出的写法不变。"
    )
    assert "撤销合并" in message
    assert set(LogEntry.objects.values_list("action_flag", "change_message", "object_id")) == {
        (DELETION, "合并到“甲医院”", str(hospitals[1].pk)),
        (CHANGE, "并入“乙医院”", str(hospitals[0].pk)),
    }


@pytest.mark.parametrize("stays", ["", "0", "丙"])
def test_record_that_was_not_selected_cannot_stay(at_desk, editor, hospitals, stays):
    assert messages_of(at_desk(editor).post(LIST, posted(hospitals[:2], stays=stays))) == ["请选择保留哪一条"]
    assert Hospital.objects.count() == 3


def test_one_record_is_not_merged(at_desk, editor, hospitals):
    assert messages_of(at_desk(editor).post(LIST, posted(hospitals[:1]))) == ["请选择 2 到 50 条记录来合并"]


def test_reviewer_does_not_merge(at_desk, reviewer, hospitals):
    at_desk(reviewer).post(LIST, posted(hospitals[:2], stays=hospitals[0].pk))
    assert Hospital.objects.count() == 3
