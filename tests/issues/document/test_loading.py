import copy
import json

import pytest
from hypothesis import given, settings

from issues.document import as_json, loading
from issues.document.dumping import dumps
from issues.document.errors import InvalidDocument, Unreadable
from issues.management.commands.demo import SAMPLE
from tests import factories
from tests.strategies import documents

PLACES = {  # where → what is put there → the reason
    "format": ("digest-issue/9", "不是动态参考的交换格式"),
    "number": ("九", "应为整数"),
    "date": ("2026-02-30", "没有“2026-02-30”这一天"),
    "title": ("", "不能为空"),
    "publishers[0]": (7, "应为文字"),
    "contact": ([], "应为一个对象"),
    "contact.name": ("甲\uffff", "含有看不见的控制字符"),
    "contact.phone": ("甲\n乙", "应为一行文字"),
    "sections": ({}, "应为一个列表"),
    "sections[0]": (None, "应为一个对象"),
    "sections[0].kind": ("sports", "没有“sports”这种栏目"),
    "sections[0].entries[0]": ("文字", "应为一个对象"),
    "sections[0].entries[0].kind": ("poem", "没有“poem”这种条目"),
    "sections[0].entries[0].title": ("长" * 501, "超过 500 字"),
    "sections[0].entries[0].issued_on": ("2026-3", "不是日期"),
    "sections[0].entries[0].body_html": (3, "应为文字"),
    "sections[0].entries[0].source_url": ("javascript:alert(1)", "网址应以 http:// 或 https:// 开头"),
    "sections[0].entries[0].uid": ("1234", "不是 UUID"),
    "sections[0].entries[0].publised": ("2026", "不认识的字段"),
    "sections[2].parts[0].entries[1].published": ("2026-13", "没有“2026-13”这一天"),
    "sections[2].parts[0].entries[1].authors": ("张三", "应为一个列表"),
    "sections[2].parts[1].entries[0].year": (True, "应为整数"),
    "sections[2].parts[1].entries[0].topic": ("poems", "应为 policy_compendium、journal_submission、other"),
    "sections[2].parts[1].entries[0].annexes": ([{"title": "附件", "filename": "a.pdf"}], "缺少这一项"),
    "sections[3].entries[2].url": ("https://h1.example/a b", "网址中间有空格"),
    "sections[4].entries[0].title": ("甲\u0000乙", "含有看不见的控制字符"),
}


def sample() -> dict:
    return json.loads(dumps(factories.document(), read_annex=lambda sha256: b""))


def put(payload, field_path: str, value) -> None:
    *path, last = field_path.replace("[", ".[").split(".")
    for step in path:
        payload = payload[int(step[1:-1])] if step.startswith("[") else payload[step]
    payload[int(last[1:-1]) if last.startswith("[") else last] = value


@pytest.mark.parametrize("field_path", PLACES)
def test_read_names_the_place_of_a_fault(field_path):
    payload = sample()
    value, reason = PLACES[field_path]
    put(payload, field_path, value)
    with pytest.raises(InvalidDocument) as caught:
        loading.read(payload)
    assert caught.value.path.startswith(field_path)
    assert reason in caught.value.reason


@pytest.mark.parametrize("key", ["number", "date", "title"])
def test_read_names_a_missing_field(key):
    payload = sample()
    del payload[key]
    with pytest.raises(InvalidDocument, match=f"^{key}：缺少这一项$"):
        loading.read(payload)


def test_read_refuses_an_entry_in_the_wrong_section():
    payload = sample()
    payload["sections"][0]["entries"].append(payload["sections"][3]["entries"][0])
    with pytest.raises(InvalidDocument, match=r"^sections\[0\]\.entries\[2\]\.kind：“政策热点”栏目不能放"):
        loading.read(payload)


def test_read_refuses_the_same_uid_twice():
    payload = sample()
    payload["sections"][0]["entries"][1]["uid"] = payload["sections"][0]["entries"][0]["uid"]
    with pytest.raises(InvalidDocument, match="uid 相同"):
        loading.read(payload)


def test_read_refuses_number_zero():
    with pytest.raises(InvalidDocument, match="期号应从 1 起"):
        loading.read(sample() | {"number": 0})


def test_read_names_an_entry_without_kind():
    payload = sample()
    del payload["sections"][1]["entries"][0]["kind"]
    with pytest.raises(InvalidDocument, match=r"^sections\[1\]\.entries\[0\]\.kind：缺少这一项$"):
        loading.read(payload)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xb6\xaf\xcc\xac", "不是 UTF-8"),
        (b"{", "不是 JSON：第 1 行第 2 列"),
        (b"[" * 100_000, "不是 JSON：嵌套过深"),
        (b"9" * 5_000, "不是 JSON"),
        (b'{"number": 1, "number": 2}', "number：同一个对象里写了两次"),
        (b"[]", "不是动态参考的交换格式"),
        (b"null", "不是动态参考的交换格式"),
    ],
)
def test_loads_refuses_what_is_no_issue(data, reason):
    with pytest.raises(Unreadable, match=reason):
        loading.loads(data)


@pytest.mark.parametrize(
    ("content", "sha256", "reason"), [("%%%", None, "不是 base64"), ("YQ==", "0" * 64, "与附件内容不符")]
)
def test_read_checks_an_annex_against_its_sha256(content, sha256, reason):
    payload = sample()
    annex = {"title": "附件", "filename": "a.pdf", "content": content} | (
        {"sha256": sha256} if sha256 else {}
    )
    payload["sections"][2]["parts"][1]["entries"][0]["annexes"] = [annex]
    with pytest.raises(InvalidDocument, match=reason):
        loading.read(payload)


def test_read_ignores_the_guides_and_takes_blank_for_absent():
    payload = sample() | {"printed_guide": [{"section": "误", "headings": []}]}
    bare = copy.deepcopy(payload)
    for entry in bare["sections"][0]["entries"]:
        entry |= {"source": "", "source_url": None}
        del entry["source_url"]
    assert loading.read(payload) == factories_read(payload)
    assert loading.read(bare).entries[0].source is None


def factories_read(payload):
    return loading.read({key: value for key, value in payload.items() if "guide" not in key})


def test_the_sample_reads_and_carries_its_annex():
    document = loading.loads(SAMPLE.read_bytes())
    kinds = [entry.kind for entry in document.entries]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "policy_item": 5,
        "peer_experience": 3,
        "journal_abstract": 10,
        "notice": 1,
        "hospital_news_link": 20,
        "case_study": 2,
    }
    (annex,) = next(entry.annexes for entry in document.entries if entry.kind == "notice")
    assert annex.content is not None
    assert annex.content.startswith(b"PK")


@given(documents)
@settings(max_examples=150, deadline=None)
def test_every_document_survives_the_interchange_format(document):
    contents = {a.sha256: a.content for e in document.entries for a in getattr(e, "annexes", ())}
    again = loading.loads(dumps(document, read_annex=contents.__getitem__))
    assert again == document
    assert again.digest == document.digest
    assert as_json(again) == as_json(document)


@pytest.mark.parametrize(
    "shown", ['"\\ud800": 1', '"sections": [{"kind": "\\ud83d", "title": "甲"}]', f'"{"长" * 9000}": 1']
)
def test_what_is_quoted_from_a_file_can_be_shown(shown):
    data = f'{{"format": "digest-issue/1", "number": 1, "date": "2026-03-20", "title": "甲", {shown}}}'
    with pytest.raises(InvalidDocument) as refused:
        loading.loads(data)
    assert len(str(refused.value).encode()) < 4000
