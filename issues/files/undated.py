"""Workbooks without the time at which they were written: their bytes, and so their SHA-256, depend on the content alone."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PROPERTIES = "docProps/core.xml"
MOMENT = re.compile(rb"(?<=W3CDTF\">)[^<]+")
UNDATED = b"2000-01-01T00:00:00Z"


def undated(saved: BytesIO) -> bytes:
    """The same workbook with a fixed time in its properties and its archive."""
    packed = BytesIO()
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == PROPERTIES:
                content = MOMENT.sub(UNDATED, content)
            info = ZipInfo(name)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, content)
    return packed.getvalue()
