import os
from collections.abc import Callable

import hypothesis
import pytest
from django.contrib.auth.models import User
from django.test import Client

from issues.models import Issue
from tests import cast, factories
from tests.database import uses_database
from tests.request_gate import RequestGate

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
