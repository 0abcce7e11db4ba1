"""The settings as a server would read them: each in a process of its own."""

import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "DIGEST_ENV": "production",
    "SECRET_KEY": "production-only-0123456789-" * 3,
    "ALLOWED_HOSTS": "digest.example",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        capture_output=True,
        text=True,
        env=kept | environment,
        check=False,
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_stops_where_something_is_missing(missing, tmp_path):
    environment = {key: value for key, value in PRODUCTION.items() if key != missing}
    result = manage("check", VAR_DIR=str(tmp_path), **environment)
    assert result.returncode != 0
    assert f"请设置环境变量 {missing}" in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DIGEST_ENV", "staging"),
        ("READING_IS_PUBLIC", "perhaps"),
        ("SECURE_HSTS_SECONDS", "long"),
        ("SECRET_KEY", "short"),
        ("EMAIL_URL", "post://x"),
    ],
)
def test_settings_name_a_variable_that_makes_no_sense(name, value, tmp_path):
    result = manage("check", VAR_DIR=str(tmp_path), **(PRODUCTION | {name: value}))
    assert result.returncode != 0
    assert name in result.stderr


def test_production_passes_the_deployment_check(tmp_path):
    result = manage("check", "--deploy", "--fail-level", "WARNING", VAR_DIR=str(tmp_path), **PRODUCTION)
    assert result.returncode == 0, result.stderr


def test_development_runs_without_any_environment(tmp_path):
    result = manage("check", "--fail-level", "WARNING", VAR_DIR=str(tmp_path))
    assert result.returncode == 0, result.stderr
