from dataclasses import fields, replace

import pytest
from hypothesis import given, settings

from issues.comparing.documents import Status, compare
from issues.comparing.labels import label
from issues.document import Document, Part, Section
from issues.document.kinds import entry_kinds
from papers.document import JournalAbstract
from policies.document import PolicyItem
from tests import factories, strategies


def items(*titles):
    return tuple(PolicyItem(title=title) for title in titles)


def issue(*sections):
    return replace(factories.document(), sections=sections)


def policies(*entries, title="政策热点", **more):
    return Section(kind="policies", title=title, entries=entries, **more)


def changes_of(comparison):
    return [(c.status, c.entry.heading, c.is_moved) for c in comparison.changed_entries]


@settings(max_examples=40)
@given(strategies.documents)
def test_a_document_does_not_differ_from_itself(document):
    comparison = compare(document, document)
    assert comparison.is_same
    assert [c.uid for c in comparison.entries] == [e.uid for e in document.entries]


@settings(max_examples=40)
@given(strategies.documents)
def test_without_an_old_document_all_is_new(document):
    comparison = compare(None, document)
    assert {c.status for c in (*comparison.entries, *comparison.groups)} <= {Status.NEW}
    assert [c.entry for c in comparison.entries] == list(document.entries)


@settings(max_examples=40)
@given(strategies.documents, strategies.documents)
def test_every_entry_is_shown_once(old, new):
    uids = [change.uid for change in compare(old, new).entries]
    assert sorted(uids) == sorted(e.uid for e in (*old.entries, *new.entries))


def test_one_entry_moved_is_one_move():
    entries = items(*"甲乙丙丁戊己")
    moved = (*entries[1:], entries[0])
    assert changes_of(compare(issue(policies(*entries)), issue(policies(*moved)))) == [
        (Status.MOVED, "甲", True)
    ]


def test_changed_fields_are_shown_with_old_and_new():
    old = PolicyItem(title="甲", source="旧站")
    new = replace(old, title="乙")
    (change,) = compare(issue(policies(old)), issue(policies(new))).changed_entries
    assert (change.status, change.is_moved) == (Status.CHANGED, False)
    assert [(f.kind, f.name, f.old, f.new) for f in change.fields] == [("policy_item", "title", "甲", "乙")]


def test_an_unset_field_and_a_blank_one_are_the_same():
    old = PolicyItem(title="甲", source=None)
    assert compare(issue(policies(old)), issue(policies(replace(old, source="")))).is_same


def test_a_removed_entry_stands_behind_the_one_before_it():
    one, two, three, four = items(*"甲乙丙丁")
    comparison = compare(issue(policies(one, two, three, four)), issue(policies(two, four)))
    assert [(c.entry.heading, c.status, c.after) for c in comparison.entries] == [
        ("甲", Status.REMOVED, None),
        ("乙", Status.SAME, None),
        ("丙", Status.REMOVED, two.uid),
        ("丁", Status.SAME, None),
    ]


def test_an_entry_in_another_section_is_moved():
    one, two = items(*"甲乙")
    cases = Section(kind="cases", title="典型案例")
    old = issue(policies(one, two), cases)
    new = issue(policies(two), replace(cases, entries=(one,)))
    (change,) = compare(old, new).changed_entries
    assert (change.entry, change.status) == (one, Status.MOVED)
    assert (change.old_headings, change.new_headings) == (("政策热点",), ("典型案例",))


def test_swapped_sections_are_one_move_and_move_no_entry():
    sections = [policies(*items(*"甲乙")), Section(kind="cases", title="典型案例", entries=items("丙"))]
    comparison = compare(issue(*sections), issue(*reversed(sections)))
    assert not comparison.changed_entries
    assert [c.status for c in comparison.changed_groups] == [Status.MOVED]


def test_sections_are_renamed_introduced_added_and_removed():
    entries = items(*"甲乙")
    gone = Section(kind="cases", title="典型案例")
    added = Section(kind="news", title="医院资讯")
    old = issue(policies(*entries), gone)
    new = issue(policies(*entries, title="政策要闻", intro="按语"), added)
    changes = compare(old, new).changed_groups
    assert {(c.status, (c.new or c.old).node.title) for c in changes} == {
        (Status.CHANGED, "政策要闻"),
        (Status.NEW, "医院资讯"),
        (Status.REMOVED, "典型案例"),
    }
    assert {(f.name, f.old, f.new) for c in changes for f in c.fields} == {
        ("title", "政策热点", "政策要闻"),
        ("intro", None, "按语"),
    }


def test_parts_are_recognised_by_their_entries():
    paper, other = (JournalAbstract(title=t, journal="期刊") for t in "甲乙")
    old, new = (
        issue(Section(kind="papers", title="理论优选", parts=parts))
        for parts in (
            (Part(title="摘要", entries=(paper,)), Part(title="汇编", entries=(other,))),
            (Part(title="汇编", entries=(other,)), Part(title="论文摘要", entries=(paper,))),
        )
    )
    comparison = compare(old, new)
    assert not comparison.changed_entries
    assert {(c.new.node.title, c.status, c.is_moved) for c in comparison.changed_groups} in (
        {("论文摘要", Status.CHANGED, True)},
        {("论文摘要", Status.CHANGED, False), ("汇编", Status.MOVED, True)},
    )


def test_masthead_changes_are_shown():
    old = factories.document()
    changes = compare(old, replace(old, number=old.number + 1, editor="甲")).masthead
    assert [c.name for c in changes] == ["number", "editor"]


def test_a_removed_entry_stands_in_its_own_section_when_sections_are_swapped():
    one, two, three = items(*"甲乙丙")
    cases = Section(kind="cases", title="典型案例", entries=(two, three))
    old = issue(policies(one), cases)
    new = issue(replace(cases, entries=(three,)), policies(one))
    assert [c.entry.heading for c in compare(old, new).entries] == ["乙", "丙", "甲"]


@pytest.mark.parametrize("kind", entry_kinds(), ids=lambda kind: kind.key)
def test_every_field_has_a_chinese_label(kind):
    labels = {f.name: label(kind.key, f.name) for f in fields(kind.document_type) if f.name != "uid"}
    assert not [name for name, chinese in labels.items() if chinese == name]


def test_masthead_and_groups_have_chinese_labels():
    names = [("masthead", f.name) for f in fields(Document) if f.name != "sections"]
    names += [("group", "title"), ("group", "intro")]
    assert not [name for kind, name in names if label(kind, name) == name]
