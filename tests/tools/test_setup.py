"""What was published after the lock changes nothing about an installation."""

import base64
import hashlib
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETUP = ("setup.sh", "system.py", "needs.py", "__init__.py")


class Index:
    """A package index in a folder, with tiny wheels."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def publish(self, name: str, version: str, *, metadata: str = "") -> str:
        """Adds a wheel; returns its SHA-256 as a lock file writes it."""
        project = self.folder / name
        project.mkdir(parents=True, exist_ok=True)
        wheel = project / f"{name}-{version}-py3-none-any.whl"
        _write_wheel(wheel, name, version, metadata)
        links = [f'<a href="{each.name}">{each.name}</a>' for each in project.glob("*.whl")]
        (project / "index.html").write_text(f"<!DOCTYPE html><html><body>{''.join(links)}</body></html>")
        return f"sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def _write_wheel(path: Path, name: str, version: str, metadata: str) -> None:
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"version = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{file},{_record(text)},{len(text)}\n" for file, text in files.items())
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            wheel.writestr(file, text)


def _record(text: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
    return f"sha256={digest.decode().rstrip('=')}"


def set_up(project: Path, index: Path, lock: str) -> str:
    """Runs tools/setup.sh of a project that is nothing but a lock file; returns what was installed."""
    (project / "tools").mkdir(parents=True)
    for name in SETUP:
        shutil.copy(ROOT / "tools" / name, project / "tools" / name)
    (project / "a.lock").write_text(lock)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    environment |= {"PIP_INDEX_URL": index.as_uri(), "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"}
    subprocess.run(
        [project / "tools/setup.sh", "a.lock"], env=environment, check=True, capture_output=True, text=True
    )
    listing = subprocess.run(
        [project / ".venv/bin/python", "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"],
        check=True,
        capture_output=True,
        text=True,
    )
    return listing.stdout


@pytest.fixture
def index(tmp_path) -> Index:
    return Index(tmp_path / "index")


def test_set_up_installs_the_lock_from_an_index_that_is_newer(index, tmp_path):
    """`pip install --require-hashes` alone refuses here: pip 23 looks for the newest `covers[toml]`, which has no hash."""
    extra = "Provides-Extra: toml\nRequires-Dist: reader>=1; extra == 'toml'\n"
    covers = index.publish("covers", "1.0", metadata=extra)
    reader = index.publish("reader", "1.0")
    asks = index.publish("asks", "1.0", metadata="Requires-Dist: covers[toml]>=1\n")
    lock = f"asks==1.0 --hash={asks}\ncovers==1.0 --hash={covers}\nreader==1.0 --hash={reader}\n"
    for name in ("covers", "reader", "asks"):
        index.publish(name, "2.0", metadata=extra if name == "covers" else "")

    installed = set_up(tmp_path / "project", index.folder, lock)

    assert {"asks==1.0", "covers==1.0", "reader==1.0"} <= set(installed.split())


def test_set_up_refuses_a_package_that_is_not_the_locked_one(index, tmp_path):
    index.publish("covers", "1.0")
    with pytest.raises(subprocess.CalledProcessError) as failure:
        set_up(tmp_path / "project", index.folder, f"covers==1.0 --hash=sha256:{'0' * 64}\n")
    assert "DO NOT MATCH THE HASHES" in failure.value.stderr
    assert not (tmp_path / "project" / ".venv" / "a.lock").exists()
