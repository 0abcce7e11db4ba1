import shutil
import subprocess

import pytest

from issues.document.errors import Unreadable
from issues.files.file_types import OLE
from issues.importing.word import old, read_old_word, read_word
from tests.issues.importing.word.docx_files import docx, p

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def test_old_file_is_explained_where_nothing_can_convert_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unreadable, match=r"另存为“Word 文档\(\*\.docx\)”"):
        read_old_word(OLE + bytes(504) + "WordDocument".encode("utf-16-le"))


def test_new_file_with_an_old_name_is_taken_as_it_is() -> None:
    data = docx(p("甲"))
    assert read_old_word(data) == data


@pytest.fixture(scope="module")
def old_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("old")
    (folder / "a.docx").write_bytes(docx(p("旧版的话")))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "a.docx")], check=True, capture_output=True, timeout=120)
    return (folder / "a.doc").read_bytes()


@needs_office
def test_old_file_is_converted_where_libreoffice_is_installed(old_file: bytes) -> None:
    assert [block.text for block in read_word(read_old_word(old_file)).blocks] == ["旧版的话"]


@needs_office
def test_conversion_that_wants_more_memory_than_it_may_have_is_refused(
    old_file: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old, "MAX_MEMORY", 16 * 2**20)
    with pytest.raises(Unreadable, match=r"没有转换成功.*另存为"):
        read_old_word(old_file)
