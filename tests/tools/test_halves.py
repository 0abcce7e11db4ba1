"""Which tests run a second time, on the second engine."""

import pytest

from tests.database import uses_database


def test_a_test_without_the_database_runs_once(request):
    assert not uses_database(request.node)


@pytest.mark.django_db
def test_a_marked_test_runs_on_both_engines(request):
    assert uses_database(request.node)


def test_a_test_whose_fixture_fills_the_database_runs_on_both_engines(request, reader):
    assert uses_database(request.node)
