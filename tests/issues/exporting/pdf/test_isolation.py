"""Content that asks for files or the network gets neither, and the PDF comes all the same."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from issues.exporting.pdf import render_pdf
from tests.issues.exporting.pdf.printing import document, opened, text

REQUESTS = """<link rel="stylesheet" href="{url}/sheet.css"><link rel="attachment" href="{url}/attachment">
<style>@import "{url}/import.css"; body {{ background: url({url}/background.png) }}
@font-face {{ font-family: Song; src: url({url}/font.ttf) }}
li {{ list-style-image: url({url}/bullet.png) }}</style>
<img alt="" src="{url}/image.png"><object data="{url}/object"></object><embed src="{url}/embed">
<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/svg.png"/><use href="{url}/use.svg#a"/></svg>
<a rel="attachment" href="{url}/linked">甲</a><p>乙</p>"""


class Listener:
    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.calls = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.socket.close()


def test_network_is_never_reached(listener: Listener) -> None:
    rendered = render_pdf(document(REQUESTS.format(url=listener.url)))
    assert "乙" in text(rendered.pdf)
    assert listener.calls == 0
    socket.create_connection(listener.socket.getsockname()).close()  # the listener does listen


def test_base_element_opens_no_door(listener: Listener) -> None:
    head = f'<title>甲</title><base href="{listener.url}/">'
    render_pdf(document(REQUESTS.format(url=""), head=head))
    assert listener.calls == 0


def test_files_are_never_read(tmp_path: Path) -> None:
    (secret := tmp_path / "secret").write_text("GEHEIM")
    for name in ("sheet.css", "import.css", "attachment", "linked", "object"):
        (tmp_path / name).write_text("p::after { content: 'GEHEIM' }")
    with_files = render_pdf(
        document(REQUESTS.format(url=tmp_path.as_uri()) + f'<img alt="" src="{secret.as_uri()}">')
    )
    assert "GEHEIM" not in text(with_files.pdf)
    with opened(with_files.pdf) as pdf:
        assert not pdf.attachments


ATTEMPTS = {
    "socket": "import socket; socket.socket()",
    "process": "import subprocess; subprocess.Popen(['true'])",
    "fork": "import os; os.fork()",
    "system": "import os; os.system('true')",
    "read": "open('/etc/passwd')",
    "read by descriptor": "import os; os.open('/etc/passwd', os.O_RDONLY)",
    "write": "open('../anything', 'w')",
    "library": "import ctypes; ctypes.CDLL('libc.so.6')",
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_fence_refuses(attempt: str, tmp_path: Path) -> None:
    assert "PermissionError" in fenced(attempt, tmp_path)


def test_fence_lets_python_and_the_scratch_directory_pass(tmp_path: Path) -> None:
    assert fenced("import wave; open('scratch', 'w').close(); open('scratch').close()", tmp_path) == ""


def fenced(code: str, folder: Path) -> str:
    """What Python says to code behind a fence around this folder."""
    program = (
        "from pathlib import Path; import ctypes; from issues.exporting.pdf.fence import Fence\n"
        f"Fence(writable=Path({str(folder)!r})).is_up = True\n{code}"
    )
    environment = {"PYTHONPATH": str(Path(__file__).parents[4])}
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=environment, capture_output=True, text=True
    )
    return run.stderr
