"""Content that asks for files or the network gets neither, and the PDF comes all the same."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from issues.exporting.pdf import render_pdf
from issues.exporting.pdf.worker_process import environment
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
    "remove": "import os; os.remove('../anything')",
    "remove a folder": "import os; os.rmdir('..')",
    "make a folder": "import os; os.mkdir('../folder')",
    "move in": "import os; os.rename('../anything', 'here')",
    "move out": "import os; open('here', 'w').close(); os.rename('here', '../anything')",
    "empty": "import os; os.truncate('../anything', 0)",
    "change rights": "import os; os.chmod('../anything', 0o777)",
    "lead outside": "import os; os.symlink('/etc', 'etc')",
    "remove by an open folder": "import os; os.remove('anything', dir_fd=os.open('.', os.O_RDONLY))",
}
COLD = {
    "a file of its own": "import wave; open('scratch', 'w').close(); open('scratch').close()",
    "a temporary file": "import tempfile; tempfile.TemporaryFile().close()",
    "a named temporary file": "import tempfile; tempfile.NamedTemporaryFile().close()",
    "a temporary folder": "import os, tempfile; os.rmdir(tempfile.mkdtemp())",
    "another name": "import os; open('a', 'w').close(); os.rename('a', 'b'); os.chmod('b', 0o600); os.remove('b')",
    "chance": "import random, uuid, secrets; random.random(), uuid.uuid4(), secrets.token_hex()",
    "other encodings": "'甲'.encode('gb18030'); import encodings.idna; '例.cn'.encode('idna')",
    "time": "import datetime; datetime.datetime.now().astimezone()",
}
"""What a library may do for the first time after the fence went up."""


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_fence_refuses(attempt: str, tmp_path: Path) -> None:
    assert "PermissionError" in fenced(attempt, tmp_path)


@pytest.mark.parametrize("act", COLD.values(), ids=COLD.keys())
def test_fence_lets_python_and_the_scratch_directory_pass(act: str, tmp_path: Path) -> None:
    (folder := tmp_path / "room").mkdir()
    assert fenced(act, folder) == ""


def test_cold_worker_prints_behind_the_fence(tmp_path: Path) -> None:
    """What may be done does not depend on what the warm-up happened to touch."""
    page = document(REQUESTS.format(url="http://127.0.0.1:9") + "<p>丙 <strong>Abc</strong> é</p>")
    (tmp_path / "page.html").write_text(page, "utf-8")
    run = subprocess.run([sys.executable, "-c", COLD_PRINT], cwd=tmp_path, env=environment(str(tmp_path)))
    assert run.returncode == 0
    printed = (tmp_path / "page.pdf").read_bytes()
    assert "丙Abcé" in text(printed).replace(" ", "")
    with opened(printed) as pdf:
        assert {pdf.attachments[key].get_file().read_bytes() for key in pdf.attachments} == {b"a", b"b"}


COLD_PRINT = """
import os
from pathlib import Path
from issues.exporting.pdf.fonts import faces
from issues.exporting.pdf.fonts.configuration import configure
from issues.exporting.pdf.sandbox import Sandbox
from issues.exporting.pdf.messages import Attachment
folder = Path.cwd()
os.environ["FONTCONFIG_FILE"] = str(configure(folder, installed := faces.installed()))
from issues.exporting.pdf.layout.typesetting import Typesetter
from issues.exporting.pdf.producer import Producer
typesetter = Typesetter(producer=Producer(installed))
fence = Sandbox(writable=folder, readable=[face.path for face in installed])
fence.is_up = True
attached = [Attachment("表.xlsx", b"a"), Attachment("文.pdf", b"b")]
(folder / "page.pdf").write_bytes(typesetter.render((folder / "page.html").read_text("utf-8"), attached).pdf)
fence.is_up = False
"""


def fenced(code: str, folder: Path) -> str:
    """What Python says to code behind a fence around this folder."""
    program = (
        "from pathlib import Path; import ctypes; from issues.exporting.pdf.sandbox import Sandbox\n"
        f"Sandbox(writable=Path({str(folder)!r})).is_up = True\n{code}"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=environment(str(folder)),
        capture_output=True,
        text=True,
    )
    return run.stderr
