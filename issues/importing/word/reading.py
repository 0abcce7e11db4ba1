"""From the bytes of a .docx file to a Source."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

import mammoth
from mammoth import documents

from issues.document.errors import Unreadable
from issues.importing.source import Remark, Source
from issues.importing.word.blocks import blocks
from issues.importing.word.headers_and_footers import remarks_of_headers
from issues.importing.word.numbering import Numbering
from issues.importing.word.package import Package, R, W
from issues.importing.word.rewriting import Rewriting
from issues.importing.word.simplified import Simplified
from issues.importing.word.styles import Styles

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships">'
_ROOT = f'xmlns:w="{W[1:-1]}" xmlns:r="{R[1:-1]}"'


def read_word(data: bytes) -> Source:
    """Raises `Unreadable` (Chinese) where this is no Word file that can be read completely and without harm."""
    return read_package(Package(data))


def read_package(package: Package) -> Source:
    """Raises `Unreadable` as `read_word` does."""
    try:
        return _source(package)
    except RecursionError as error:
        raise Unreadable("文件的内容嵌套太深，不能导入") from error


def _source(package: Package) -> Source:
    styles = Styles(_part(package, "styles"))
    rewriting = Rewriting(package, styles, Numbering(_part(package, "numbering"), styles))
    rewriting.blocks(_body(package))
    out = rewriting.out
    content = tuple(blocks(_tree(_simplified(out, styles)).children, out.facts))
    macros = [Remark(line=None, reason="文件带有宏；宏没有运行，只读了文字")] if package.has_macros else []
    return Source(blocks=content, remarks=(*out.remarks, *remarks_of_headers(package, content), *macros))


def _part(package: Package, kind: str) -> Any:
    return next((root for _, root in package.related(kind)), None)


def _body(package: Package) -> list[Any]:
    """The elements of the body; damaged files have several bodies, and Word shows them all."""
    root = package.root(package.main)
    bodies = [] if root is None else root.findall(W + "body")
    if not bodies:
        raise Unreadable(f"文件的“{package.main}”部分没有正文，请用 Word 或 WPS 重新保存")
    return [element for body in bodies for element in body]


def _tree(simplified: bytes) -> Any:
    """Mammoth's tree of the document, as it is before Mammoth makes HTML."""
    trees: list[Any] = []

    def take(tree: Any) -> Any:
        trees.append(tree)
        return documents.document([])

    mammoth.convert_to_html(
        BytesIO(simplified),
        transform_document=take,
        include_embedded_style_map=False,
        include_default_style_map=False,
        external_file_access=False,
    )
    return trees[0]


def _simplified(out: Simplified, styles: Styles) -> bytes:
    """A .docx file with only what Mammoth has to see."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        archive.writestr("_rels/.rels", _relations([("d", "officeDocument", "word/document.xml")]))
        links = [(name, "hyperlink", target) for name, target in out.links.items()]
        archive.writestr("word/_rels/document.xml.rels", _relations([("s", "styles", "styles.xml"), *links]))
        archive.writestr("word/styles.xml", f"<w:styles {_ROOT}>{_styles(out, styles)}</w:styles>")
        body = "".join(out.pieces)
        archive.writestr("word/document.xml", f"<w:document {_ROOT}><w:body>{body}</w:body></w:document>")
    return file.getvalue()


def _relations(relations: list[tuple[str, str, str]]) -> str:
    written = "".join(
        f'<Relationship Id="{name}" Type="{R[1:-1]}/{kind}" Target={quoteattr(target)}/>'
        for name, kind, target in relations
    )
    return f"{_RELATIONS}{written}</Relationships>"


def _styles(out: Simplified, styles: Styles) -> str:
    return "".join(
        f'<w:style w:type="{styles.kind(style)}" w:styleId={quoteattr(style)}>'
        f"<w:name w:val={quoteattr(styles.name(style))}/></w:style>"
        for style in sorted(out.styles)
        if styles.name(style)
    )
