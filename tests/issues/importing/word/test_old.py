import shutil
import subprocess
from pathlib import Path

import pytest

from issues.importing.errors import InvalidDocument
from issues.importing.signatures import OLE
from issues.importing.word import read_old_word, read_word
from tests.issues.importing.word.crafting import docx, p

OFFICE = shutil.which("soffice")


def test_old_file_is_explained_where_nothing_can_convert_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InvalidDocument, match=r"另存为“Word 文档\(\*\.docx\)”"):
        read_old_word(OLE + bytes(504) + "WordDocument".encode("utf-16-le"))


def test_new_file_with_an_old_name_is_taken_as_it_is() -> None:
    data = docx(p("甲"))
    assert read_old_word(data) == data


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_old_file_is_converted_where_libreoffice_is_installed(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(p("旧版的话")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(OFFICE),
        profile,
        "--headless",
        "--convert-to",
        "doc:MS Word 97",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=120)
    source = read_word(read_old_word((tmp_path / "a.doc").read_bytes()))
    assert [block.text for block in source.blocks] == ["旧版的话"]
