"""The table that was previewed, kept until it is confirmed: import-export's temporary storage, in our own folder."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from import_export.tmp_storages import BaseStorage

from issues.models.bases.guard import ContentLocked

KEPT_FOR = 24 * 60 * 60


class PreviewStorage(BaseStorage):  # type: ignore[misc]
    """Its names cannot be guessed or lead elsewhere. FileNotFoundError on what is no longer kept."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.folder = Path(settings.VAR_DIR) / "previews"

    def save(self, data: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep()
        self.name = uuid4().hex
        self._path().touch(mode=0o600)
        self._path().write_bytes(data)

    def read(self) -> bytes:
        return self._path().read_bytes()

    @contextmanager
    def claimed(self) -> Iterator[bytes]:
        """Its content, for one request alone: another that asks for it finds nothing. It is there again where this one
        did not come to an end, but for content that is locked by now; else it is used up."""
        own = self._path().with_suffix(".claimed")
        self._path().rename(own)  # one of two wins
        try:
            yield own.read_bytes()
        except ContentLocked:
            own.unlink(missing_ok=True)
            raise
        except BaseException:
            own.rename(self._path())
            raise
        own.unlink(missing_ok=True)

    def remove(self) -> None:
        self._path().unlink(missing_ok=True)

    def _path(self) -> Path:
        if not re.fullmatch(r"[0-9a-f]{32}", self.name or ""):
            raise FileNotFoundError(self.name)
        return self.folder / str(self.name)

    def _sweep(self) -> None:
        """What nobody confirmed."""
        for path in self.folder.iterdir():
            try:
                if path.stat().st_mtime < time.time() - KEPT_FOR:
                    path.unlink(missing_ok=True)
            except FileNotFoundError:  # another process sweeps too
                continue
