from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests import cast


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Files of one test are kept from those of the next."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def editor(db: None) -> User:
    return cast.editor()


@pytest.fixture
def second_editor(db: None) -> User:
    return cast.second_editor()


@pytest.fixture
def reviewer(db: None) -> User:
    return cast.reviewer()


@pytest.fixture
def reader(db: None) -> User:
    return cast.reader()
