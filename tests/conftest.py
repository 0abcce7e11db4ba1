import os
from collections.abc import Callable

import hypothesis
import pytest
from django.contrib.auth.models import User
from django.test import Client

from issues.models import Issue
from tests import cast, factories
from tests.database import uses_database
from tests.quick import is_quick, is_quick_file, skip_printing
from tests.request_gate import RequestGate

# HYPOTHESIS_PROFILE=thorough asks for more: before a change of a lossless format is merged.
hypothesis.settings.register_profile("default", max_examples=25, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=1000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="only the tests that need the database")
    parser.addoption("--quick", action="store_true", help="a subset in under a minute: see tests/quick.py")


def pytest_configure(config):
    if config.getoption("--quick"):
        hypothesis.settings.load_profile("quick")


def pytest_ignore_collect(collection_path, config):
    return True if config.getoption("--quick") and not is_quick_file(collection_path) else None


def pytest_collection_modifyitems(config, items):
    if config.getoption("--only-database"):
        select(config, items, uses_database)
    if config.getoption("--quick"):
        select(config, items, is_quick)


def select(config, items, is_wanted):
    config.hook.pytest_deselected(items=[item for item in items if not is_wanted(item)])
    items[:] = [item for item in items if is_wanted(item)]


@pytest.fixture(autouse=True)
def _no_printing(request, monkeypatch):
    if request.config.getoption("--quick"):
        skip_printing(monkeypatch)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Published files of a test are deleted with its folder."""
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
def issue(editor) -> Issue:
    """An issue in 草稿 with every kind of section and entry."""
    return factories.issue_of(factories.document(), editor)


@pytest.fixture
def draft(editor) -> Issue:
    """The same, for the tests that name an issue by its status."""
    return factories.issue_of(factories.document(), editor)


@pytest.fixture
def at_desk() -> Callable[[User], Client]:
    """Signs a person in: gives the browser of that person."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def live_server(transactional_db, django_db_serialized_rollback, live_server):
    """Restores the rows of the migrations, as every test that commits does: the next test may need them."""
    httpd = live_server.thread.httpd
    application = httpd.get_app()
    gate = RequestGate(application.application if isinstance(application, RequestGate) else application)
    httpd.set_app(gate)
    yield live_server
    gate.close()
