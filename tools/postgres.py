"""Runs a command with a PostgreSQL server of its own, named to it by DATABASE_URL.

    python -m tools.postgres -- pytest -q

The server is made from nothing in a temporary folder, listens on a free port of 127.0.0.1 behind a random
password, is quick and forgetful (no fsync: for tests and measurements only), and is gone with its data when
the command ends, however that ends. A cluster that the machine already has is neither used nor touched.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import TypedDict

from tools.needs import find_postgres

NAME = "digest"  # of the superuser and of the database
STARTING_SECONDS = 60
STOPPING_SECONDS = 20
STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Account(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def main(arguments: Sequence[str] | None = None) -> int:
    command = list(sys.argv[1:] if arguments is None else arguments)
    command = command[1:] if command[:1] == ["--"] else command
    if not command:
        return fail("用法：python -m tools.postgres -- 命令 …")
    if (binaries := find_postgres()) is None:
        return fail("缺少：PostgreSQL 数据库服务器。请运行：make setup")
    for number in STOPPING_SIGNALS:
        signal.signal(number, stop)
    with running_server(binaries) as url:
        return run(command, os.environ | {"DATABASE_URL": url})


def fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


def stop(number: int, _frame: FrameType | None) -> None:
    """Once is enough: what follows is tidying up, which a second signal must not cut short."""
    for each in STOPPING_SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + number)


def run(command: Sequence[str], environment: dict[str, str]) -> int:
    process = subprocess.Popen(command, env=environment)
    try:
        return process.wait()
    except SystemExit as interruption:
        if interruption.code != 128 + signal.SIGINT:  # Ctrl-C reaches the command from the terminal
            process.terminate()
        raise
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(STOPPING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def running_server(binaries: Path) -> Iterator[str]:
    """Yields the URL of an empty database."""
    with tempfile.TemporaryDirectory(prefix="digest-postgres-") as folder:
        cluster, password, port = Path(folder), secrets.token_hex(16), free_port()
        initialise(binaries, cluster, password)
        with (cluster / "log").open("wb") as log:
            server = launch(binaries, cluster, port, log.fileno())
        try:
            create_database(binaries, server, port, password, cluster / "log")
            yield f"postgres://{NAME}:{password}@127.0.0.1:{port}/{NAME}"
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown: does not wait for clients
            end(server)


def account() -> Account:
    """PostgreSQL refuses to run as root; Debian's package brings the user for it."""
    if os.geteuid() != 0:
        return {}
    postgres = pwd.getpwnam("postgres")
    return {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def initialise(binaries: Path, cluster: Path, password: str) -> None:
    secret = cluster / "password"
    secret.write_text(password)
    if owner := account():
        for path in (cluster, secret):
            os.chown(path, owner["user"], owner["group"])
    subprocess.run(
        [
            *(binaries / "initdb", "--pgdata", cluster / "data", "--username", NAME, "--pwfile", secret),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        ],
        check=True,
        cwd=cluster,
        stdout=subprocess.DEVNULL,
        **account(),
    )


def launch(binaries: Path, cluster: Path, port: int, log: int) -> subprocess.Popen[bytes]:
    """In a session of its own, so that the terminal's Ctrl-C stops the command first and the server after it;
    bound to this process's life where setpriv is there (util-linux), for the day this process is killed."""
    settings = (f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *FORGETFUL)
    bound = ("setpriv", "--pdeathsig", "INT") if shutil.which("setpriv") else ()
    return subprocess.Popen(
        [*bound, binaries / "postgres", "-D", cluster / "data", *(f"--{setting}" for setting in settings)],
        cwd=cluster,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        **account(),
    )


def create_database(
    binaries: Path, server: subprocess.Popen[bytes], port: int, password: str, log: Path
) -> None:
    """Waits for the server by asking it for the database until it makes one."""
    ask: list[str | Path] = [binaries / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", NAME, NAME]
    deadline = time.monotonic() + STARTING_SECONDS
    while subprocess.run(ask, env=os.environ | {"PGPASSWORD": password}, capture_output=True).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"PostgreSQL 没有启动：\n{log.read_text()}")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
