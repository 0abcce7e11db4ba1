"""An annex is what its name says, all through."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest

from issues.files.annex_checks import why_damaged
from issues.files.file_store import MAX_SIZE, why_refused
from issues.files.file_types import MAGIC_BYTES
from tests.files import PDF, archive, docx, picture, xlsx

OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def old(stream: str) -> bytes:
    return OLE.ljust(512, b"\0") + stream.encode("utf-16-le").ljust(128, b"\0")


def pptx() -> bytes:
    return archive(**{"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})


SOUND = {
    ".pdf": PDF,
    ".doc": old("WordDocument"),
    ".docx": docx(),
    ".xls": old("Book"),
    ".xlsx": xlsx(),
    ".ppt": old("PowerPoint Document"),
    ".pptx": pptx(),
    ".csv": "年份,件数".encode("gb18030"),
    ".txt": "附件".encode(),
    ".zip": archive(a=b"1"),
    ".jpg": picture("JPEG"),
    ".png": picture("PNG"),
}


def why(suffix: str, content: bytes) -> str | None:
    return why_refused(f"附件{suffix}", len(content), lambda: content)


@pytest.mark.parametrize("suffix", MAGIC_BYTES)
def test_sound_file_of_each_kind_is_taken(suffix):
    assert why(suffix, SOUND[suffix]) is None


@pytest.mark.parametrize("suffix", MAGIC_BYTES)
def test_program_is_no_annex_whatever_it_is_called(suffix):
    assert why(suffix, b"MZ\0") == f"附件“附件{suffix}”的内容不是 {suffix[1:].upper()} 文件"


@pytest.mark.parametrize("suffix", sorted(set(MAGIC_BYTES) - {".csv", ".txt"}))
@pytest.mark.parametrize("other", sorted(set(MAGIC_BYTES) - {".csv", ".txt", ".zip"}))
def test_file_under_the_name_of_another_kind_is_refused(suffix, other):
    assert (why(suffix, SOUND[other]) is None) is (
        suffix == other or (suffix == ".zip" and other.endswith("x"))
    )


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pptx", ".zip", ".jpg", ".png"])
def test_file_that_was_cut_off_is_refused(suffix):
    assert "已损坏" in str(why(suffix, SOUND[suffix][: len(SOUND[suffix]) * 2 // 3]))


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", b"%PDF-1.7 " + b"x" * 2000, PDF.replace(b"/Pages", b"/Page_")]
)
def test_pdf_without_pages_is_refused(content):
    assert why(".pdf", content) == "附件“附件.pdf”已损坏或不完整，打不开"


def test_locked_files_are_called_so():
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    locked = bytearray(archive(a=b"1"))
    for at in (locked.index(b"PK\3\4") + 6, locked.index(b"PK\1\2") + 8):
        locked[at] |= 1
    for suffix, content in (
        (".pdf", out.getvalue()),
        (".docx", old("EncryptedPackage")),
        (".zip", bytes(locked)),
    ):
        assert why(suffix, content) == f"附件“附件{suffix}”加了密码，读者打不开；请去掉密码再上传"


def test_archive_that_leaves_its_folder_or_swells_is_refused():
    assert "文件有异常" in str(why(".zip", archive(**{"../a.txt": b"1"})))
    assert "文件有异常" in str(why(".docx", _with(docx(), "../a.xml", b"<a/>")))
    assert "文件太大" in str(why(".zip", _bomb()))
    assert "文件太大" in str(why(".zip", archive(**{f"{n}": b"" for n in range(2001)})))


def test_picture_of_too_many_points_is_refused_before_it_is_decoded():
    assert why_damaged(".png", _vast_png(60_000, 60_000)) == "的尺寸太大，请缩小再上传"
    assert why_damaged(".png", _vast_png(100, 100)) == "已损坏或不完整，打不开"


def test_size_is_asked_before_the_content():
    assert "超过" in str(why_refused("a.pdf", MAX_SIZE + 1, lambda: 1 / 0))
    assert why_refused("a.pdf", 0, lambda: 1 / 0) == "附件“a.pdf”是空的"


def _with(data: bytes, name: str, content: bytes) -> bytes:
    out = BytesIO(data)
    with ZipFile(out, "a") as target:
        target.writestr(name, content)
    return out.getvalue()


def _bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target, target.open("a", "w") as part:
        for _ in range(200):
            part.write(bytes(2**20))
    return out.getvalue()


def _vast_png(width: int, height: int) -> bytes:
    """Claims this size and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )
