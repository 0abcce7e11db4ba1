"""What a PDF that we printed says about its making."""

import io

import pikepdf


def producer_parts(data: bytes) -> dict[str, str]:
    """{"WeasyPrint": "70.0", "fonts": "5e6f7a8b", …}; empty where the data is no PDF or names no producer."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            text = str(pdf.docinfo.get("/Producer", ""))
    except pikepdf.PdfError:
        return {}
    return dict(part.split(" ", 1) for part in text.split("; ") if " " in part)
