import os

import hypothesis
import pytest
from django.contrib.auth.models import User

from tests import cast
from tests.database import uses_database
from tests.door import Door

# HYPOTHESIS_PROFILE=thorough asks for more: before a change of a lossless format is merged.
hypothesis.settings.register_profile("default", max_examples=25, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=1000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="only the tests that need the database")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--only-database"):
        others = [item for item in items if not uses_database(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if uses_database(item)]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Published files of a test go with the test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def editor(db) -> User:
    return cast.editor()


@pytest.fixture
def second_editor(db) -> User:
    return cast.second_editor()


@pytest.fixture
def reviewer(db) -> User:
    return cast.reviewer()


@pytest.fixture
def reader(db) -> User:
    return cast.reader()


@pytest.fixture
def administrator(db) -> User:
    return cast.administrator()


@pytest.fixture
def live_server(transactional_db, django_db_serialized_rollback, live_server):
    """Gives back what the migrations made, as every test that commits does: the next one may need it."""
    httpd = live_server.thread.httpd
    application = httpd.get_app()
    door = Door(application.application if isinstance(application, Door) else application)
    httpd.set_app(door)
    yield live_server
    door.shut()
