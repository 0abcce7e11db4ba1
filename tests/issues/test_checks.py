from django.core.checks import run_checks

from issues import checks


def test_no_warning_where_the_subsetter_is_at_hand():
    assert not [message for message in run_checks() if message.id == "issues.W001"]


def test_a_missing_subsetter_is_named(monkeypatch):
    monkeypatch.setattr(checks, "subsetter_is_fast", lambda: False)
    (message,) = (message for message in run_checks() if message.id == "issues.W001")
    assert "libharfbuzz-subset0" in message.hint
