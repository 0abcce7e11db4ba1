import json

from issues.importing.formats import read_file
from tests.factories import document


def test_json_bodies_say_what_they_lose() -> None:
    payload = json.loads(document().canonical_json)
    entry = payload["sections"][0]["entries"][0]
    entry["body_html"] = '<p>床位使用率<del>85%</del>92%<s>暂缓</s><img alt="流程图"></p>'
    recognition = read_file(json.dumps(payload).encode(), "a.json")
    assert recognition.document.entries[0].body_html == "<p>床位使用率92%暂缓</p>"  # type: ignore[attr-defined]
    assert [(remark.reason[:6], remark.text) for remark in recognition.remarks] == [
        ("修订：删去的", "85%"),
        ("文字带有删除", "暂缓"),
        ("正文里的 1", "流程图"),
    ]
