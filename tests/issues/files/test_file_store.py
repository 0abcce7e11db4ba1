import pytest
from django.core.files.storage import FileSystemStorage

from issues.files import file_store

CONTENT = b"%PDF-1.7 and more"


def test_what_is_kept_reads_back():
    sha256 = file_store.store(CONTENT)
    assert sha256 == file_store.sha256_of(CONTENT)
    with file_store.open_stored(sha256) as file:
        assert file.read() == CONTENT


def test_what_was_cut_off_is_replaced(media):
    stored = media / "annexes" / file_store.sha256_of(CONTENT)
    stored.parent.mkdir(parents=True)
    stored.write_bytes(CONTENT[:5])
    file_store.store(CONTENT)
    assert stored.read_bytes() == CONTENT


def test_what_is_being_written_is_met_by_nobody(media, monkeypatch):
    """Another who keeps the same content would take the half that is there for a whole one to be."""
    save, met = FileSystemStorage._save, []

    def watched(self, name, content):
        met.append(file_store.is_stored(file_store.sha256_of(CONTENT)))
        saved = save(self, name, content)
        met.append(file_store.is_stored(file_store.sha256_of(CONTENT)))
        return saved

    monkeypatch.setattr(FileSystemStorage, "_save", watched)
    sha256 = file_store.store(CONTENT)
    assert met == [False, False]
    assert [path.name for path in (media / "annexes").iterdir()] == [sha256]


def test_what_was_changed_is_not_what_was_kept(media):
    sha256 = file_store.store(CONTENT)
    assert file_store.read_stored(sha256) == CONTENT
    (media / "annexes" / sha256).write_bytes(b"%PDF-1.7 other")
    with pytest.raises(FileNotFoundError):
        file_store.read_stored(sha256)


def test_a_full_disk_leaves_nothing(media, monkeypatch):
    save = FileSystemStorage._save

    def cut_off(self, name, content):
        save(self, name, content)
        (media / name).write_bytes(CONTENT[:5])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", cut_off)
    with pytest.raises(OSError, match="No space"):
        file_store.store(CONTENT)
    assert not list((media / "annexes").iterdir())
