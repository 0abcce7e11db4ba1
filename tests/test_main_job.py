"""The main job from end to end, as people do it: a file comes in, an editor and a reviewer carry it through the admin,
a reader reads it and takes the PDF, and the same issue goes out again as a file."""

import io
import json
import re
from bisect import bisect_left
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pdfminer.high_level import extract_text

from issues.document import Document, loading
from issues.management.commands.demo import SAMPLE
from issues.models import Issue
from issues.richtext import plain_text

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def press(client: Client, issue: Issue, action: str, note: str = "") -> None:
    """As the browser does: open the compose page, then post the form that it shows."""
    page = client.get(reverse("admin:issues_issue_change", args=[issue.pk])).content.decode()
    assert f'action="../workflow/{action}/"' in page
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    client.post(reverse("admin:issues_issue_workflow", args=[issue.pk, action]), {"seen": seen, "note": note})


class Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def bare(text: str) -> str:
    """Without blanks, which lines and justification move about."""
    return re.sub(r"[\s\u200b\u2060]+", "", text)


def phrases(document: Document):
    """Every text of the document that a reader is to find."""
    yield from (document.title, f"第{document.number}期", *document.publishers)
    yield from (document.contact.name, document.contact.phone, document.editor, document.reviewer)
    for section in document.sections:
        yield from (section.title, section.intro or "")
        for part in section.parts:
            yield from (part.title, part.intro or "")
    for entry in document.entries:
        values = {
            name: getattr(entry, name, None) for name in ("title", "hospital", "journal", "source", "doi")
        }
        yield from filter(None, values.values())
        yield from plain_text(getattr(entry, "body_html", "")).splitlines()
        yield from (getattr(entry, "abstract", ""), getattr(entry, "text", ""))
        yield from getattr(entry, "authors", ())
        yield from (annex.title for annex in getattr(entry, "annexes", ()))
        if entry.kind == "hospital_news_link":
            yield entry.url  # type: ignore[attr-defined]


def test_the_main_job(tmp_path, editor, reviewer, reader):
    source = loading.loads(SAMPLE.read_bytes())
    call_command("import_issue", str(SAMPLE), "--by", "editor", stdout=io.StringIO())
    issue = Issue.objects.get(number=source.number)

    press(signed_in(editor), issue, "submit")
    press(signed_in(reviewer), issue, "return", "请核对第一条的文号")
    press(signed_in(editor), issue, "submit")
    press(signed_in(reviewer), issue, "approve")
    press(signed_in(editor), issue, "publish")
    issue.refresh_from_db()
    assert issue.status == "published"

    client = signed_in(reader)
    page = client.get(f"/issues/{issue.number}/")
    assert page.status_code == 200
    assert len(page.content) <= 46_000
    assert len(client.get(f"/issues/{issue.number}/", headers={"accept-encoding": "gzip"}).content) <= 16_384
    printed = client.get(f"/issues/{issue.number}/pdf/")
    pdf = b"".join(printed.streaming_content)
    assert len(pdf) < 700_000
    web, paper = bare("".join(Words(page.content.decode()).words)), bare(extract_text(io.BytesIO(pdf)))
    for phrase in phrases(source):
        assert bare(phrase) in web
        assert cuts(re.sub("^https?://", "", bare(phrase)), paper) <= 6, phrase  # paper names no scheme

    out = tmp_path / "again.json"
    call_command("export_issue", issue.number, "-o", str(out), stderr=io.StringIO())
    assert known(json.loads(out.read_text())) == known(json.loads(SAMPLE.read_text()))


def cuts(phrase: str, paper: str) -> int:
    """Into how many pieces the PDF cuts the phrase, by page heads and neighbouring cells; 99 where a part is missing."""
    pieces = 0
    while phrase and pieces < 99:
        length = bisect_left(range(1, len(phrase) + 1), True, key=lambda n: phrase[:n] not in paper)
        phrase, pieces = phrase[length:], pieces + 1 if length else 99
    return pieces


def known(node):
    """Without what an export derives or adds."""
    added = {"uid", "guide", "sha256", "size"}
    if isinstance(node, dict):
        return {key: known(value) for key, value in node.items() if key not in added}
    return [known(item) for item in node] if isinstance(node, list) else node
