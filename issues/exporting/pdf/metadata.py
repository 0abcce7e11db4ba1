"""What the file says about itself: the XMP packet, and the document information that older programs read.

It claims PDF/A-3a and PDF/UA-1 only where both are true.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, Pdf, String

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# PDF/A allows a foreign property only where the packet itself describes it.
SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """Dates as in W3C's profile of ISO 8601, or empty."""

    title: str = ""
    creators: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    identifier: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
    language: str = "zh-CN"
    tool: str = ""
    producer: str = ""


def describe(pdf: Pdf, metadata: Metadata, *, conforms: bool) -> None:
    packet = pdf.make_stream(_packet(metadata, conforms=conforms).encode())
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = packet
    information = pdf.trailer.get("/Info")
    if not isinstance(information, Dictionary):
        information = pdf.trailer.Info = pdf.make_indirect(Dictionary())
    information.Producer = String(metadata.producer)


def _packet(metadata: Metadata, *, conforms: bool) -> str:
    claims = (
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"
    )
    prefixes = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    properties = (claims if conforms else "") + "".join(_properties(metadata))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {prefixes}>{properties}</rdf:Description>{SCHEMA if conforms else ""}'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _properties(metadata: Metadata) -> Iterable[str]:
    yield _translated("dc:title", metadata.title)
    yield _listed("dc:creator", "Seq", metadata.creators)
    yield _listed("dc:publisher", "Bag", metadata.publishers)
    yield _plain("dc:identifier", metadata.identifier)
    yield _translated("dc:description", metadata.description)
    yield _listed("dc:subject", "Bag", metadata.keywords)
    yield _listed("dc:language", "Bag", (metadata.language,))
    yield _plain("pdf:Keywords", ", ".join(metadata.keywords))
    yield _plain("pdf:Producer", metadata.producer)
    yield _plain("xmp:CreatorTool", metadata.tool)
    yield _plain("xmp:CreateDate", metadata.created)
    yield _plain("xmp:ModifyDate", metadata.modified)


def _plain(name: str, text: str) -> str:
    return f"<{name}>{_escaped(text)}</{name}>" if text else ""


def _translated(name: str, text: str) -> str:
    item = f'<rdf:Alt><rdf:li xml:lang="x-default">{_escaped(text)}</rdf:li></rdf:Alt>'
    return f"<{name}>{item}</{name}>" if text else ""


def _listed(name: str, kind: str, texts: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{_escaped(text)}</rdf:li>" for text in texts if text)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _escaped(text: str) -> str:
    return escape(NO_XML.sub("\N{REPLACEMENT CHARACTER}", text))
