"""The software that no lock file can bring: sees what is missing and installs it where that is ours to do.

    python -m tools.system --required pango --optional fonts chromium

As root on a machine with apt, what is missing is installed. What is missing after that is named in one line,
with the command that brings it. The exit status is 1 only for what is not optional. Runs on a bare Python,
before there is any virtual environment: the standard library alone.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from tools.needs import NEEDS, Need

LOG = Path("var/system-install.log")
APT_GET = ("apt-get", "-q", "-o", "DPkg::Lock::Timeout=300")
INSTALL = ("install", "-y", "--no-install-recommends")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.system", description="检查并安装系统软件")
    for option in ("--required", "--optional"):
        parser.add_argument(option, nargs="+", choices=NEEDS, default=[], metavar="软件")
    options = parser.parse_args(arguments)
    missing = provide([NEEDS[name] for name in (*options.required, *options.optional)])
    if missing:
        print(advice(missing), file=sys.stderr, flush=True)
    return int(any(NEEDS[name] in missing for name in options.required))


def provide(needs: Iterable[Need]) -> list[Need]:
    """Install what is missing, where we may; what is still missing is returned."""
    missing = [need for need in needs if not need.is_met()]
    if missing and os.geteuid() == 0 and has_apt():
        install(missing)
        missing = [need for need in missing if not need.is_met()]
    return missing


def install(needs: Sequence[Need]) -> None:
    """Installs what it can. A failure is not reported here: the caller checks afterwards what is still missing. The
    output goes to LOG."""
    print(f"正在安装系统软件：{'、'.join(need.label for need in needs)}（记录在 {LOG}）", flush=True)
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("w") as log:
        run([*APT_GET, "update"], log)
        # One unknown name would keep apt from installing all the others.
        if packages := [name for need in needs for name in need.packages if is_packaged(name)]:
            run([*APT_GET, *INSTALL, *packages], log)
        for need in needs:
            if need.beyond_apt and not need.is_met():
                run(shlex.split(need.beyond_apt), log)


def run(command: Sequence[str], log: IO[str]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, check=False)


def has_apt() -> bool:
    return shutil.which("apt-get") is not None


def is_packaged(name: str) -> bool:
    shown = subprocess.run(["apt-cache", "show", "--no-all-versions", name], capture_output=True, check=False)
    return shown.returncode == 0


def advice(missing: Sequence[Need]) -> str:
    """One line that names what is missing and what to do about it."""
    labels = "、".join(need.label for need in missing)
    packages = " ".join(name for need in missing for name in need.packages)
    if not has_apt():
        return f"缺少：{labels}。请用本机的软件包管理器安装（Debian 的包名：{packages}）。"
    return f"缺少：{labels}。请运行：{' && '.join(commands(missing))}"


def commands(missing: Sequence[Need]) -> list[str]:
    as_root = "" if os.geteuid() == 0 else "sudo "
    packages = [name for need in missing for name in need.packages]
    beyond_apt = [need.beyond_apt for need in missing if need.beyond_apt]
    return [f"{as_root}apt-get update", f"{as_root}apt-get {' '.join((*INSTALL, *packages))}", *beyond_apt]


if __name__ == "__main__":
    sys.exit(main())
