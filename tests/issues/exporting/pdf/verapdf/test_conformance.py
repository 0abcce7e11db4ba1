"""PDF/A-3a and PDF/UA-1, as veraPDF itself judges; nothing is claimed where it would not be true."""

import io
from pathlib import Path

import pikepdf
import pytest

from issues.document import loading
from issues.exporting.pdf import Attachment, render_pdf
from issues.exporting.pdf.messages import DATA, SOURCE
from issues.exporting.printing import print_document
from issues.files.file_store import store
from issues.management.commands.demo import SAMPLE
from tests.issues.exporting.pdf.printing import SENTENCE, article, document, guide, opened, section, table
from tests.issues.exporting.pdf.verapdf.judge import faults

RICH = f"""<p>{SENTENCE}<strong>甲</strong><em>乙</em>m<sup>2</sup>见<a href="https://example.org/{"a/" * 60}">网站</a></p>
<ol><li>一<ul><li>二<ol><li>三</li></ol></li><li><p>四</p><p>{SENTENCE * 60}</p></li></ul></li></ol>
<table><tr><th rowspan="2">阶段</th><th colspan="2">任务</th></tr><tr><th>名称</th><th>时限</th></tr>
<tr><th>行</th><td><ul><li>{SENTENCE}</li></ul></td><td></td></tr><tr><td colspan="3"><p>全</p></td></tr></table>
<blockquote>引文</blockquote>散文<br>又一行<a href="#nowhere">某处</a>\u200b\ufeff\u00ad甲"""
ENTRIES = guide(("a", f"{SENTENCE}甲乙丙丁"), ("b", "资讯"))
ARTICLES = section(
    1, "一、政策热点", article("a", "1.条目", *[SENTENCE * 20] * 3), article("b", "2.资讯", "正文")
)
ANNEXES = [
    Attachment("附件：名单.xlsx", b"PK\3\4", "名单"),
    Attachment("notes.txt", b"1"),
    Attachment("第3期.json", b"{}", "本期内容", SOURCE),
    Attachment("附件：名单.xlsx", b"PK\5\6", "另一名单", DATA),
]


def printed(*bodies: str, **options: str) -> bytes:
    return render_pdf(document(section(1, "一、政策热点", *bodies), **options)).pdf


def demo_issue() -> bytes:
    issue = loading.loads(SAMPLE.read_bytes())
    for entry in issue.entries:
        for annex in getattr(entry, "annexes", ()):
            store(annex.content)
    return print_document(issue).pdf


def untagged() -> bytes:
    with opened(printed("<p>甲</p>")) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(out := io.BytesIO())
    return out.getvalue()


def test_what_is_printed_is_archivable_and_accessible(tmp_path: Path) -> None:
    files = {
        "demo.pdf": demo_issue(),
        "table.pdf": printed(table(80)),
        "rich.pdf": printed(RICH),
        "draft.pdf": printed("<p>甲</p>", classes="draft"),
        "annexes.pdf": render_pdf(document(ARTICLES, guide=ENTRIES), attachments=ANNEXES).pdf,
        "untagged.pdf": untagged(),
    }
    found = faults(files, tmp_path)
    assert found.pop("untagged.pdf")  # it does judge
    assert found == {name: [] for name in found}


@pytest.mark.parametrize("character", ["\U0001f3e5", "\ue010"])
def test_nothing_is_claimed_for_a_file_with_a_missing_glyph(character: str) -> None:
    rendered = render_pdf(document(f"<p>甲{character}乙</p>"))
    assert rendered.missing == (character,)
    assert claims(rendered.pdf) == {}
    assert claims(render_pdf(document("<p>甲</p>")).pdf) == {
        "pdfaid:part": "3",
        "pdfaid:conformance": "A",
        "pdfuaid:part": "1",
    }


def claims(data: bytes) -> dict[str, str]:
    names = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        return {name: str(metadata[name]) for name in names if name in metadata}
