import re
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = PROJECT["project"]["dependencies"]
LOCKS = {
    "requirements.lock": RUNTIME,
    "requirements-dev.lock": [*RUNTIME, *PROJECT["dependency-groups"]["dev"]],
}


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_satisfies_every_dependency_of_the_project(lock):
    pinned = pins(lock)
    wanted = [Requirement(line) for line in LOCKS[lock]]
    assert [str(each) for each in wanted if canonicalize_name(each.name) not in pinned] == []
    assert [str(each) for each in wanted if pinned[canonicalize_name(each.name)] not in each.specifier] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_a_hash_for_every_package_and_names_no_address(lock):
    text = (ROOT / lock).read_text()
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"^.*://.*$|^-.*$", text, re.MULTILINE) == []


def test_development_lock_agrees_with_the_runtime_lock():
    development = pins("requirements-dev.lock")
    runtime = pins("requirements.lock")
    assert {name: development.get(name) for name in runtime} == runtime


def is_asked_for(requirement: Requirement, extras: Iterable[str] = ()) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


def closure(requirements: Iterable[Requirement]) -> set[str]:
    """The names of these and of whatever they ask for, here and with the extras that are asked of them."""
    waiting, seen = [each for each in requirements if is_asked_for(each)], set()
    while waiting:
        requirement = waiting.pop()
        if (key := (canonicalize_name(requirement.name), frozenset(requirement.extras))) not in seen:
            seen.add(key)
            asked = map(Requirement, metadata.requires(requirement.name) or [])
            waiting += [each for each in asked if is_asked_for(each, requirement.extras)]
    return {name for name, _ in seen}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_whatever_its_packages_ask_for(lock):
    """Nothing is resolved at installation, so what the lock leaves out would not be there."""
    assert closure(map(Requirement, LOCKS[lock])) - set(pins(lock)) == set()
