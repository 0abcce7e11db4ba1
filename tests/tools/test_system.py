import os
from pathlib import Path

import pytest

from tools import system
from tools.needs import NEEDS, Need

ABSENT = Need(label="不存在的软件", packages=("known", "unknown"), is_met=lambda: False)


@pytest.fixture
def apt(tmp_path, monkeypatch):
    """An apt that installs nothing, knows every name but "unknown", and notes what it is shown."""
    shown = tmp_path / "calls"
    scripts = {"apt-get": f'echo "$@" >> {shown}', "apt-cache": '[ "$3" != unknown ]'}
    for name, script in scripts.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    shown.touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return shown


@pytest.fixture
def be_user(monkeypatch):
    return lambda number: monkeypatch.setattr(os, "geteuid", lambda: number)


def test_advice_names_everything_missing_and_the_command_in_one_line(apt, be_user):
    be_user(65534)
    assert system.advice([NEEDS["fonts"], NEEDS["postgresql"]]) == (
        "缺少：中文字体（思源、霞鹜文楷）、PostgreSQL 数据库服务器。"
        "请运行：sudo apt-get update && sudo apt-get install -y --no-install-recommends "
        "fonts-noto-cjk fonts-lxgw-wenkai postgresql"
    )


def test_advice_ends_with_what_apt_does_not_have(apt, be_user):
    be_user(0)
    browser = Need(label="浏览器", packages=("library",), is_met=lambda: False, beyond_apt="fetch browser")
    assert system.advice([browser]) == (
        "缺少：浏览器。请运行：apt-get update && "
        "apt-get install -y --no-install-recommends library && fetch browser"
    )


def test_advice_without_apt_names_the_packages(apt):
    (apt.parent / "apt-get").unlink()
    line = system.advice([ABSENT])
    assert line == "缺少：不存在的软件。请用本机的软件包管理器安装（Debian 的包名：known unknown）。"


def test_provide_as_root_updates_once_and_installs_what_apt_knows(apt, be_user):
    be_user(0)
    assert system.provide([ABSENT, NEEDS["venv"]]) == [ABSENT]
    update, install = apt.read_text().splitlines()
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends known")
    assert Path(system.LOG).exists()


def test_provide_as_an_ordinary_user_installs_nothing(apt, be_user):
    be_user(65534)
    assert system.provide([ABSENT]) == [ABSENT]
    assert apt.read_text() == ""


@pytest.mark.parametrize(("option", "status"), [("--required", 1), ("--optional", 0)])
def test_main_fails_only_for_what_is_not_optional(option, status, apt, be_user, monkeypatch, capsys):
    be_user(65534)
    monkeypatch.setitem(NEEDS, "absent", ABSENT)
    assert system.main([option, "absent"]) == status
    assert capsys.readouterr().err.count("\n") == 1
