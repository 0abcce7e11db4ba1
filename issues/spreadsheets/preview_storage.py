"""Stores the grid between preview and confirmation: the temporary storage of import-export, in our own folder."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from import_export.tmp_storages import BaseStorage

from issues.models.bases.content_lock import ContentLocked

MAX_AGE = 24 * 60 * 60


class PreviewStorage(BaseStorage):  # type: ignore[misc]
    """Stores each grid under a random name. Raises FileNotFoundError if it is no longer stored."""

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
        """Gives the content to one request only; another request gets FileNotFoundError. It is deleted afterwards. It is
        restored if the request fails, unless the content is locked by then."""
        own = self._path().with_suffix(".claimed")
        self._path().rename(own)  # atomic: only one of two requests succeeds
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
        """Deletes old grids that nobody confirmed."""
        for path in self.folder.iterdir():
            try:
                if path.stat().st_mtime < time.time() - MAX_AGE:
                    path.unlink(missing_ok=True)
            except FileNotFoundError:  # another process sweeps too
                continue
