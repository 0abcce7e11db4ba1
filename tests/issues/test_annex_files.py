import pytest

from issues.annex_files import HEADS, refusal

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
REAL = {
    ".pdf": b"%PDF-1.7",
    ".doc": OLE,
    ".docx": b"PK\x03\x04",
    ".xls": OLE,
    ".xlsx": b"PK\x03\x04",
    ".ppt": OLE,
    ".pptx": b"PK\x03\x04",
    ".csv": "年份,件数".encode("gb18030"),
    ".txt": b"",
    ".zip": b"PK\x05\x06",
    ".jpg": b"\xff\xd8\xff\xe0",
    ".png": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("suffix", HEADS)
def test_file_of_each_kind_is_taken_for_what_it_begins_with(suffix):
    assert refusal(f"附件{suffix}", REAL[suffix], 9) is None
    assert refusal(f"附件{suffix}", b"MZ\0", 9) == f"附件“附件{suffix}”的内容不是 {suffix[1:].upper()} 文件"
