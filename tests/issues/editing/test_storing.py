import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from hospitals.models import Hospital, HospitalNewsLink, PeerExperience
from issues.document import Annex as Annex_
from issues.document import Part, loading
from issues.document import Section as Section_
from issues.document.dumping import dumps
from issues.document.errors import InvalidDocument
from issues.document.kinds import entry_kinds
from issues.editing.building import build_document
from issues.editing.storing import begin_issue, store
from issues.files import file_store
from issues.management.commands.demo import SAMPLE
from issues.models import Issue, Masthead, Section
from papers.document import Notice as Notice_
from papers.models import Annex, Journal
from policies.models import IssuingBody
from tests import factories
from tests.files import PDF
from tests.strategies import documents

pytestmark = pytest.mark.django_db


def test_composing_what_was_stored_gives_the_document_back():
    document = factories.document()
    assert build_document(store(document)) == document


@given(document=documents)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_document_survives_the_database(document):
    Issue.objects.all().delete()
    assert build_document(store(document)) == document


def test_the_sample_survives_database_and_export():
    source = loading.loads(SAMPLE.read_bytes())
    exported = dumps(
        build_document(store(source)), read_annex=lambda sha256: file_store.open_stored(sha256).read()
    )
    given, got = json.loads(SAMPLE.read_bytes()), json.loads(exported)
    del got["guide"]
    for annex in got["sections"][2]["parts"][1]["entries"][0]["annexes"]:
        del annex["sha256"], annex["size"]
    assert _without_uids(got) == _without_uids(given)


def _without_uids(node):
    if isinstance(node, dict):
        return {key: _without_uids(value) for key, value in node.items() if key != "uid"}
    return [_without_uids(item) for item in node] if isinstance(node, list) else node


@pytest.mark.parametrize("size", [6, 60])
def test_composing_takes_the_same_queries_whatever_the_size(size, django_assert_num_queries):
    policies = tuple(factories.policy_item(f"第{n}条") for n in range(size))
    section = factories.sections()[0]
    issue = store(
        factories.document(sections=(section.__class__(kind="policies", title="政策热点", entries=policies),))
    )
    with django_assert_num_queries(1 + len(entry_kinds())):
        build_document(issue)


def test_a_taken_number_is_refused_and_nothing_is_written():
    store(factories.document())
    with pytest.raises(InvalidDocument, match=r"^已有第7期，请换一个期号$"):
        store(factories.document())
    assert Issue.objects.count() == 1
    assert HospitalNewsLink.objects.count() == 4


def test_a_failure_half_way_leaves_nothing(monkeypatch):
    monkeypatch.setattr(PeerExperience, "from_document", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store(factories.document())
    assert not Issue.objects.exists()
    assert not Section.objects.exists()
    assert not Hospital.objects.exists()


def test_an_entry_that_is_here_already_comes_in_as_a_new_one():
    document = factories.document()
    first = build_document(store(document))
    second = build_document(store(factories.document(8, sections=document.sections)))
    assert [e.uid for e in first.entries] == [e.uid for e in document.entries]
    assert not {e.uid for e in first.entries} & {e.uid for e in second.entries}


def test_entry_does_not_take_the_uid_of_one_of_another_kind():
    """History, locks and permanent addresses go by the uid alone."""
    item = build_document(store(factories.document())).entries[0]
    case = next(entry for entry in factories.document().entries if entry.kind == "case_study")
    section = Section_(kind="cases", title="典型案例", entries=(replace(case, uid=item.uid),))
    other = build_document(store(factories.document(8, sections=(section,))))
    assert other.entries[0].title == case.title
    assert other.entries[0].uid != item.uid


def test_printed_names_find_their_name_records():
    known = Hospital.objects.create(name="第一人民医院", aliases=["第1人民医院", "市一院"])
    store(factories.document())
    links = HospitalNewsLink.objects.order_by("position")
    assert {link.hospital for link in links if link.hospital_record == known} == {"第1人民医院"}
    assert set(Hospital.objects.exclude(pk=known.pk).values_list("name", flat=True)) == {
        "望澜市第一医院",
        "第2人民医院",
        "清淮医院",
    }
    assert list(Journal.objects.values_list("name", flat=True)) == ["江州医院管理"]
    assert list(IssuingBody.objects.values_list("name", flat=True)) == ["江州省卫生健康委员会"]


def test_annexes_are_stored_under_their_sha256():
    store(loading.loads(SAMPLE.read_bytes()))
    annex = Annex.objects.get()
    with file_store.open_stored(annex.sha256) as file:
        content = file.read()
    assert file_store.sha256_of(content) == annex.sha256
    assert len(content) == annex.size


def test_a_new_issue_starts_from_the_defaults(editor):
    store(factories.document(41))
    masthead = Masthead.current()
    masthead.publishers = ["望澜医院管理研究所", "江州医科大学"]
    masthead.save()
    masthead.sections.filter(kind="news").update(title="院报选摘", position=5)
    masthead.sections.filter(kind="cases").update(is_used=False)
    issue = begin_issue()
    assert issue.number == 42
    assert issue.publishers == ["望澜医院管理研究所", "江州医科大学"]
    assert [s.title for s in issue.sections.all()] == ["院报选摘", "政策热点", "他山之石", "理论优选"]


def test_an_issue_keeps_its_own_masthead_when_the_defaults_change():
    issue = begin_issue()
    before = build_document(issue)
    masthead = Masthead.current()
    masthead.title = "新刊名"
    masthead.save()
    masthead.sections.update(title="新栏目名")
    issue.refresh_from_db()
    assert build_document(issue) == before


def test_an_annex_without_content_is_refused_unless_it_is_kept_here():
    content = PDF
    annex = Annex_(title="附件", filename="a.pdf", sha256=file_store.sha256_of(content), size=len(content))
    notice = Part(title="汇总", entries=(Notice_(text="见附件。", annexes=(annex,)),))
    document = factories.document(sections=(Section_(kind="papers", title="理论优选", parts=(notice,)),))
    with pytest.raises(InvalidDocument, match="没有内容"):
        store(document)
    assert not Issue.objects.exists()
    file_store.store(content)
    assert build_document(store(document)) == document
