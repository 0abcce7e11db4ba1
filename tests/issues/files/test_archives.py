"""Hostile archives: each is refused before anything in it is parsed."""

import struct
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from issues.document.errors import Unreadable
from issues.files import archives
from issues.files.archives import open_archive, unfit
from issues.files.file_types import OLE, Kind

UNSOUND = "文件有异常，不能导入。请用 Word、Excel 或 WPS 打开"


def packed(*parts: tuple[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()


def refusal(data: bytes, kind: Kind = Kind.WORD) -> str:
    with pytest.raises(Unreadable) as refused:
        open_archive(data, kind=kind)
    return refused.value.reason


def ole(stream: str) -> bytes:
    return OLE + bytes(504) + stream.encode("utf-16-le")


SAVE_AS = "另存为“Word 文档(*.docx)”再上传"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "文件是空的"),
        (ole("EncryptedPackage"), "文件加了密码"),
        (ole("WordDocument"), SAVE_AS),
        (ole("Workbook"), "旧版的 Excel 表格"),
        (b"{\\rtf1 x}", f"RTF 文档；请用 Word 或 WPS 打开，{SAVE_AS}"),
        (b"%PDF-1.7", "PDF 文件"),
        (b"\xef\xbb\xbf <!DOCTYPE html><html>", "网页文件"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?>", "Word XML"),
        ("只是一段文字".encode(), "这不是 Word 文档"),
    ],
)
def test_file_of_another_kind_is_named(data: bytes, kind: str) -> None:
    assert kind in refusal(data)


def test_cut_off_archive_is_damaged() -> None:
    whole = packed(("word/document.xml", b"<a/>" * 1000))
    for length in (4, 40, len(whole) // 2, len(whole) - 5):
        assert "已损坏" in refusal(whole[:length])


def test_archive_that_inflates_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed(("word/media/a.png", bytes(3 * 2**20)))
    monkeypatch.setattr(archives, "MAX_INFLATED", 2**20)
    assert "文件太大" in refusal(bomb)


def test_size_that_a_header_claims_is_not_believed() -> None:
    """Headers and directory say that a megabyte is a hundred bytes."""
    data = packed(("word/document.xml", bytes(2**20)))
    lying = data.replace(struct.pack("<L", 2**20), struct.pack("<L", 100))
    assert lying != data
    assert "已损坏" in refusal(lying)


def test_part_of_xml_has_a_limit_of_its_own() -> None:
    with pytest.raises(Unreadable, match="文件太大"):
        open_archive(packed(("word/document.xml", bytes(1001))), kind=Kind.WORD, max_part=1000)
    open_archive(packed(("word/media/a.png", bytes(1001))), kind=Kind.WORD, max_part=1000)


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_ENTRIES", 2)
    assert "文件太大" in refusal(packed(("a", b""), ("b", b""), ("c", b"")))


def test_entries_that_overlap_are_refused() -> None:
    """Two entries of the directory share one place, as in quoted overlap bombs."""
    data = packed(("a.xml", b"<a/>"), ("b.xml", b"<b/>"))
    with ZipFile(BytesIO(data)) as archive:
        second = archive.getinfo("b.xml").header_offset
    directory = data.index(b"PK\1\2", data.index(b"PK\1\2") + 1)
    overlapping = data[: directory + 42] + struct.pack("<L", 0) + data[directory + 46 :]
    assert second
    assert UNSOUND in refusal(overlapping)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    assert UNSOUND in refusal(packed(("a.xml", b"<a/>"), ("a.xml", b"<b/>")))


@pytest.mark.parametrize("name", ["../a.xml", "word/../../a.xml", "/a.xml", "C:/a.xml"])
def test_path_that_leads_outside_is_refused(name: str) -> None:
    assert UNSOUND in refusal(packed((name, b"<a/>")))


def test_password_on_an_entry_is_named() -> None:
    data = bytearray(packed(("a.xml", b"<a/>")))
    data[data.index(b"PK\1\2") + 8] |= 1
    assert "加了密码" in refusal(bytes(data))


def test_method_that_no_office_program_uses_is_refused() -> None:
    assert "已损坏" in refusal(packed(("a.xml", b"<a/>"), method=ZIP_BZIP2))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["word/document.xml", "_rels/.rels", "customXml/item1.xml"])
def test_doctype_in_any_part_is_refused(name: str, encoding: str) -> None:
    hostile = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    assert UNSOUND in refusal(packed((name, hostile.encode(encoding))))


def test_doctype_across_two_chunks_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "CHUNK", 7)
    assert UNSOUND in refusal(packed(("a.xml", b"   <!DOCTYPE a><a/>")))


def test_sound_archive_is_opened() -> None:
    assert open_archive(packed(("a.xml", b"<a/>")), kind=Kind.EXCEL).read("a.xml") == b"<a/>"


OLE_HEADER = bytes.fromhex("D0CF11E0A1B11AE1").ljust(512, b"\0")


def ole(stream: str) -> bytes:
    return OLE_HEADER + stream.encode("utf-16-le").ljust(128, b"\0")


SPREADSHEET_2003 = (
    b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
)


@pytest.mark.parametrize(
    ("data", "kind", "shown"),
    [
        (ole("EncryptedPackage"), Kind.EXCEL, "文件加了密码，请先用 Excel 或 WPS 表格 打开，去掉密码再上传"),
        (ole("EncryptedPackage"), Kind.WORD, "文件加了密码，请先用 Word 或 WPS 打开，去掉密码再上传"),
        (
            ole("Workbook"),
            Kind.EXCEL,
            "而是旧版的 Excel 表格(*.xls)；请用 Excel 或 WPS 表格 打开，另存为“Excel 表格",
        ),
        (ole("Book"), Kind.EXCEL, "而是旧版的 Excel 表格(*.xls)；请用 Excel 或 WPS 表格 打开，另存为"),
        (b"\x09\x08\x08\x00\x00\x05\x10\x00", Kind.EXCEL, "而是旧版的 Excel 表格(*.xls)"),
        (ole("Workbook"), Kind.WORD, "而是旧版的 Excel 表格(*.xls)；请选择 Word 文档(*.docx)"),
        (ole("WordDocument"), Kind.EXCEL, "而是旧版的 Word 文档(*.doc)；请选择 Excel 表格(*.xlsx)"),
        (ole("Contents"), Kind.EXCEL, "而是旧版的 Office 文件；请用 Excel"),
        (
            SPREADSHEET_2003,
            Kind.EXCEL,
            "而是Excel 2003 的 XML 表格(*.xml)；请用 Excel 或 WPS 表格 打开，另存为",
        ),
        (b"\xef\xbb\xbf" + SPREADSHEET_2003, Kind.EXCEL, "而是Excel 2003 的 XML 表格"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>',
            Kind.WORD,
            "而是Word XML 文档(*.xml)；请用 Word",
        ),
        (b"Rar!\x1a\x07\x00", Kind.WORD, "而是压缩包(rar、7z 等)；请先解压"),
        (b"\x89PNG\r\n", Kind.EXCEL, "而是图片；请选择 Excel 表格(*.xlsx)，或把内容复制到新的"),
    ],
)
def test_file_of_another_kind_is_named_with_what_to_do(data, kind, shown):
    assert shown in str(unfit(data, kind=kind))
