import pytest
from django.contrib.admin.models import LogEntry

from hospitals.models import Hospital, HospitalNewsLink
from issues.editing.merging import Unmergeable, merge
from issues.editing.unmerging import undo_merge
from issues.models import Distinct, Merge
from papers.models import Journal
from tests.issues.admin.pages import messages_of, undo_button
from tests.rendered import flat

pytestmark = pytest.mark.django_db
PAGE = "/admin/hospitals/hospital/duplicates/"


def link(name: str, record: Hospital) -> HospitalNewsLink:
    return HospitalNewsLink.objects.create(
        title="一", hospital=name, hospital_record=record, url="https://a.example.com"
    )


@pytest.fixture
def pair(db):
    long = Hospital.objects.create(name="江州大学澄湖医院", aliases=["江大澄湖"])
    return long, Hospital.objects.create(name="澄湖医院", aliases=["澄湖"])


def test_undone_merge_restores_records_aliases_fields_and_entries(db):
    stays = Journal.objects.create(name="江州医院管理", aliases=["江管"])
    other = Journal.objects.create(name="江州医院管理杂志", issn="1234-5678", aliases=["江管杂志"])
    done = merge([stays, other], stays=stays)
    (back,) = undo_merge(done)
    assert back.pk == other.pk
    stays.refresh_from_db()
    assert (stays.aliases, stays.issn) == (["江管"], "")
    other.refresh_from_db()
    assert (other.name, other.aliases, other.issn) == ("江州医院管理杂志", ["江管杂志"], "1234-5678")


def test_entries_point_where_they_did_and_new_ones_where_their_name_says(pair):
    long, short = pair
    theirs, own = link("澄湖医院", short), link("江州大学澄湖医院", long)
    done = merge([long, short], stays=long)
    later, elsewhere = link("澄湖", long), link("澄湖医院", long)
    third = Hospital.objects.create(name="别院")
    HospitalNewsLink.objects.filter(pk=elsewhere.pk).relink("hospital_record", third)
    undo_merge(done)
    records = dict(HospitalNewsLink.objects.values_list("pk", "hospital_record"))
    assert records == {theirs.pk: short.pk, own.pk: long.pk, later.pk: short.pk, elsewhere.pk: third.pk}


def change_kept(long, short):
    Hospital.objects.filter(pk=long.pk).update(name="改了名的医院")


def delete_kept(long, short):
    Hospital.objects.filter(pk=long.pk).delete()


def take_the_name(long, short):
    Hospital.objects.create(name="又一家", aliases=["澄湖"])


def undo_before(long, short):
    undo_merge(Merge.objects.get())


@pytest.mark.parametrize(
    ("since", "reason"),
    [
        (change_kept, "在合并之后改过"),
        (delete_kept, "后来已被删除或并入别的记录"),
        (take_the_name, "后来另有一条记录叫“澄湖”"),
        (undo_before, "已经撤销过"),
    ],
)
def test_merge_is_not_undone_where_something_changed_since(pair, since, reason):
    long, short = pair
    done = merge([long, short], stays=long)
    since(long, short)
    before = list(Hospital.objects.values_list("pk", "name", "aliases"))
    with pytest.raises(Unmergeable, match=reason):
        undo_merge(done)
    assert list(Hospital.objects.values_list("pk", "name", "aliases")) == before


def test_list_and_page_show_the_pair_until_somebody_says_that_they_differ(pair, editor, at_desk):
    browser, (long, short) = at_desk(editor), pair
    assert "可能重复（1）" in browser.get("/admin/hospitals/hospital/").content.decode()
    html = flat(browser.get(PAGE).content.decode())
    assert "江州大学澄湖医院" in html
    value = f"{long.pk}-{short.pk}"
    assert f'name="distinct" value="{value}"' in html
    response = browser.post(PAGE, {"distinct": value})
    assert messages_of(response) == ["已记下：“江州大学澄湖医院”和“澄湖医院”不是同一个，以后不再提示。"]
    assert Distinct.objects.get().by == editor
    assert "没有名称相近的记录" in browser.get(PAGE).content.decode()
    assert "可能重复</a>" in browser.get("/admin/hospitals/hospital/").content.decode()


def test_pair_is_merged_from_the_page_and_undone_by_the_message_or_there(pair, editor, at_desk):
    browser, (long, short) = at_desk(editor), pair
    chosen = {"action": "merge_records", "_selected_action": [long.pk, short.pk], "stays": long.pk}
    (message,) = messages_of(browser.post("/admin/hospitals/hospital/", chosen))
    assert Merge.objects.get().by == editor
    address, values = undo_button(message)
    assert f'name="undo" value="{values["undo"]}"' in flat(browser.get(PAGE).content.decode())
    (message,) = messages_of(browser.post(address, values))
    assert message == "已撤销合并：“澄湖医院”又是单独的记录，对应到它的条目也已还原。"
    assert Hospital.objects.filter(pk=short.pk, name="澄湖医院").exists()
    assert "撤销合并，从“江州大学澄湖医院”分出" in LogEntry.objects.values_list("change_message", flat=True)
    assert "还没有合并过" in flat(browser.get(PAGE).content.decode())


@pytest.mark.parametrize(
    "posted", [{"undo": "99"}, {"undo": "x"}, {"distinct": "1-99"}, {"distinct": "x"}, {}]
)
def test_nothing_of_the_kind_changes_nothing(pair, editor, at_desk, posted):
    assert at_desk(editor).post(PAGE, posted).status_code == 302
    assert not Distinct.objects.exists()


def test_reviewer_has_no_such_page(pair, reviewer, at_desk):
    assert at_desk(reviewer).get(PAGE).status_code == 403
    assert "可能重复" not in at_desk(reviewer).get("/admin/hospitals/hospital/").content.decode()
