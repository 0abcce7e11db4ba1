"""Word files written by hand: exactly the XML that a test is about, in the smallest package that Word would open."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": f"{OFFICE}/relationships",
        "m": f"{OFFICE}/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def relations(*targets: tuple[str, str, str], base: str = OFFICE) -> str:
    """Of (id, kind, target); a target with a colon is outside the file."""
    inner = "".join(
        f'<Relationship Id="{name}" Type="{base}/relationships/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for name, kind, target in targets
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def part(name: str, inner: str) -> str:
    return f"<w:{name} {NAMESPACES}>{inner}</w:{name}>"


def archive(parts: dict[str, str | bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return file.getvalue()


def docx(
    body: str,
    *,
    links: dict[str, str] | None = None,
    more: dict[str, str | bytes] | None = None,
    **inner: str,
) -> bytes:
    """`inner`: the contents of further parts by kind (styles, numbering, footnotes, header …)."""
    targets = [(kind, kind, f"{kind}.xml") for kind in inner]
    targets += [(name, "hyperlink", target) for name, target in (links or {}).items()]
    roots = {"header": "hdr", "footer": "ftr"}
    return archive(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations(("d", "officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": relations(*targets),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            **{f"word/{kind}.xml": part(roots.get(kind, kind), content) for kind, content in inner.items()},
            **(more or {}),
        }
    )


def r(text: str, properties: str = "") -> str:
    formatting = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{formatting}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str, properties: str = "") -> str:
    """A paragraph of a plain text or of XML."""
    runs = inner if inner.startswith("<") or not inner else r(inner)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"
