"""Our own rules of `deno lint`: each of these scripts breaks one of them, and Chrome 109."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def broken_rules(tmp_path):
    """The rules that a script breaks."""

    def lint(script: str) -> list[str]:
        path = tmp_path / "script.js"
        path.write_text(script)
        run = subprocess.run(
            [ROOT / ".venv/bin/deno", "lint", "--config", ROOT / "deno.jsonc", "--json", path],
            env=os.environ | {"DENO_NO_UPDATE_CHECK": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        return [fault["code"] for fault in json.loads(run.stdout)["diagnostics"]]

    return lint


@pytest.mark.parametrize(
    "script",
    [
        "a ??= 1;",
        "a &&= 1;",
        "export class A { b = 1; }",
        "export class A { static { b(); } }",
        "export class A { b(c) { return c.#d; } }",
        "b(1_000);",
        "b(/a/v);",
        "await b();",
        "for await (const a of b()) c(a);",
    ],
)
def test_newer_syntax_is_refused(broken_rules, script):
    assert set(broken_rules(script)) == {"oldest-browser/es2020"}


@pytest.mark.parametrize("script", ["b(a.toSorted());", "Object.groupBy(a, b);", "a.showPopover();"])
def test_newer_methods_are_refused(broken_rules, script):
    assert broken_rules(script) == ["oldest-browser/methods"]


def test_everything_of_es2020_is_allowed(broken_rules):
    assert broken_rules("export const a = async (b) => [await b?.c ?? 1n, b.at(-1), /d/gsu];") == []
