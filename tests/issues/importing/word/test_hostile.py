"""Files that mean harm, or are merely unfit: refused in Chinese, within bounds that the system enforces."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from issues.document.errors import Unreadable
from issues.importing.word import read_word
from tests.issues.importing.word.docx_files import NAMESPACES, TYPES, archive, docx, p, part, r, relations

ROOT = Path(__file__).resolve().parents[4]
SECONDS, MEGABYTES = 10, 150
"""Twice the time that it takes at most, for slow machines."""
READ = f"""
import re, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
from issues.document.errors import Unreadable
from issues.importing.word import read_word
try:
    read_word(sys.stdin.buffer.read())
except Unreadable as error:
    print(error.reason)
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
sys.exit(f"{{peak}} MB" if peak > {MEGABYTES} else 0)
"""


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_word(data)
    return refused.value.reason


def nested(depth: int) -> str:
    inner = p("里")
    for _ in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    return inner


MERGED = '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/><w:vMerge/></w:tcPr></w:tc>'
FILES: dict[str, Callable[[], bytes]] = {
    "100,000 paragraphs": lambda: docx(p("文字") * 100_000),
    "as many paragraphs as are read": lambda: docx(p("文字") * 13_000),
    "a table of 5,000 rows": lambda: docx(f"<w:tbl>{f'<w:tr>{MERGED * 2}</w:tr>' * 5000}</w:tbl>"),
    "a wide table": lambda: docx(f"<w:tbl>{f'<w:tr>{MERGED * 9}</w:tr>' * 1000}</w:tbl>"),
    "elements without number": lambda: docx("<a/>" * 290_000),
    "attributes without number": lambda: docx("<a " + " ".join(f'b{n}=""' for n in range(240_000)) + "/>"),
    "bookmarks without number": lambda: docx('<w:bookmarkStart w:name="x"/>' * 59_000 + p("")),
    "pictures without number": lambda: docx(p(f"<w:r>{'<w:drawing/>' * 200_000}</w:r>")),
    "one endless text": lambda: docx(p("中" * 5_000_000)),
    "one endless text of symbols": lambda: docx(p("\uf0b7" * 5_000_000)),
    "depth without end": lambda: docx("<w:p>" * 100_000 + "</w:p>" * 100_000),
    "a bomb of pictures": lambda: docx("", more={"word/media/a.png": bytes(200 * 2**20)}),
    "a bomb of XML": lambda: docx(" " * 17_000_000),
    "a chain of styles": lambda: docx(p("甲", '<w:pStyle w:val="s0"/>') * 2000, styles=chained(20_000)),
    "numbers of endless text": lambda: docx(p("甲", NUMBERED) * 1000, numbering=endless(100_000)),
    "fractions in fractions": lambda: docx(p(f"<m:oMath>{fractions(40)}</m:oMath>")),
    "many headers": lambda: docx("", more=many_headers()),
}


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def chained(count: int) -> str:
    return "".join(
        f'<w:style w:styleId="s{n}"><w:name w:val="s{n}"/><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(count)
    )


def endless(count: int) -> str:
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="{"%1" * count}"/></w:lvl>'
    return (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def fractions(depth: int) -> str:
    return "<m:f><m:num>" * depth + "<m:r><m:t>1</m:t></m:r>" + "</m:num><m:den/></m:f>" * depth


def many_headers() -> dict[str, str | bytes]:
    headers = [(f"h{n}", "header", f"h{n}.xml") for n in range(100)]
    rels = {"word/_rels/document.xml.rels": relations(*headers)}
    return rels | {f"word/h{n}.xml": part("hdr", "<a/>" * 100_000) for n in range(100)}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", list(FILES))
def test_any_file_is_read_or_refused_within_bounds(name: str) -> None:
    """Processor time is held by the system itself, memory is looked at afterwards."""
    ran = subprocess.run(
        [sys.executable, "-c", READ], input=FILES[name](), capture_output=True, cwd=ROOT, check=False
    )
    assert (ran.returncode, ran.stderr.decode()) == (0, "")


def test_documents_that_are_too_long_say_so() -> None:
    assert "太大" in refusal(FILES["100,000 paragraphs"]())
    assert "文档太长" in refusal(FILES["pictures without number"]())
    assert "嵌套太深" in refusal(FILES["depth without end"]())


def test_nesting_within_the_bound_is_read() -> None:
    assert read_word(docx(nested(30))).blocks[0].text == "里"
    links = "<w:hyperlink>" * 90 + r("里") + "</w:hyperlink>" * 90
    assert read_word(docx(p(links))).blocks[0].text == "里"


@pytest.mark.parametrize(
    "name",
    [*(f"word/{kind}.xml" for kind in ("document", "styles", "numbering", "footnotes")), "_rels/.rels"],
)
def test_corrupt_part_is_named(name: str) -> None:
    assert f"“{name}”部分已损坏" in refusal(with_part(name, "<w:p><w:r></w:p>"))


def with_part(name: str, content: str) -> bytes:
    kinds = [(kind, kind, f"{kind}.xml") for kind in ("styles", "numbering", "footnotes")]
    return archive(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations(("d", "officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": relations(*kinds),
            "word/document.xml": part("document", f"<w:body>{p('甲')}</w:body>"),
            name: content,
        }
    )


def test_document_without_text_part_or_body_is_refused() -> None:
    rels = relations(("d", "officeDocument", "word/document.xml"))
    assert "这不是 Word 文档" in refusal(archive({"[Content_Types].xml": TYPES, "_rels/.rels": rels}))
    assert "没有正文" in refusal(with_part("word/document.xml", f"<w:document {NAMESPACES}/>"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("xl/workbook.xml", "Excel 表格(*.xlsx)"),
        ("ppt/presentation.xml", "PowerPoint 演示文稿(*.pptx)"),
        ("Index/Document.iwa", "苹果 Pages 文稿"),
        ("photo.png", "压缩包"),
    ],
)
def test_other_archives_are_named(name: str, kind: str) -> None:
    assert f"而是{kind}" in refusal(archive({name: ""}))


def test_workbook_with_all_its_parts_is_named() -> None:
    rels = relations(("d", "officeDocument", "xl/workbook.xml"))
    data = archive({"[Content_Types].xml": TYPES, "_rels/.rels": rels, "xl/workbook.xml": "<workbook/>"})
    assert "而是Excel 表格(*.xlsx)" in refusal(data)


def test_open_document_is_named() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as written:
        written.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert "而是OpenDocument 文档(*.odt)" in refusal(file.getvalue())


def test_what_lies_outside_the_file_is_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    picture = '<w:r><w:drawing><pic:pic><a:blip r:link="x"/></pic:pic></w:drawing></w:r>'
    source = read_word(docx(p(picture), links={"x": secret.as_uri()}))
    assert "secret" not in repr(source)
