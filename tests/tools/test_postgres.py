import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools.needs import find_postgres

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(find_postgres() is None, reason="没有 PostgreSQL 服务器")

CONNECT = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    print(connection.execute("show data_directory").fetchone()[0], connection.info.encoding, flush=True)
"""


def under_postgres(code: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tools.postgres", "--", sys.executable, "-c", code]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_postgres_serves_the_command_and_leaves_nothing_behind():
    with under_postgres(CONNECT + "raise SystemExit(7)") as process:
        folder, encoding = process.communicate(timeout=120)[0].split()
    assert encoding == "utf-8"
    assert process.returncode == 7
    assert not Path(folder).parent.exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_postgres_stopped_by_a_signal_stops_command_and_server(number):
    waiting = CONNECT + "print(os.getpid(), flush=True); import time; time.sleep(600)"
    with under_postgres(waiting) as process:
        assert process.stdout
        folder = Path(process.stdout.readline().split()[0])
        command = int(process.stdout.readline())
        server = int((folder / "postmaster.pid").read_text().split()[0])
        process.send_signal(number)
        assert process.wait(timeout=120) == 128 + number
    assert not folder.parent.exists()
    for gone in (command, server):
        with pytest.raises(ProcessLookupError):
            os.kill(gone, 0)
