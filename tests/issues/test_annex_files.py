import pytest
from django.core.files.storage import FileSystemStorage

from issues import annex_files

CONTENT = b"%PDF-1.7 and more"


def test_what_is_kept_reads_back():
    sha256 = annex_files.keep(CONTENT)
    assert sha256 == annex_files.fingerprint(CONTENT)
    with annex_files.open_kept(sha256) as file:
        assert file.read() == CONTENT


def test_what_was_cut_off_is_replaced(media):
    place = media / "annexes" / annex_files.fingerprint(CONTENT)
    place.parent.mkdir(parents=True)
    place.write_bytes(CONTENT[:5])
    annex_files.keep(CONTENT)
    assert place.read_bytes() == CONTENT


def test_a_full_disk_leaves_nothing(media, monkeypatch):
    save = FileSystemStorage._save

    def cut_off(self, name, content):
        save(self, name, content)
        (media / name).write_bytes(CONTENT[:5])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", cut_off)
    with pytest.raises(OSError, match="No space"):
        annex_files.keep(CONTENT)
    assert not list((media / "annexes").iterdir())
