"""Our press and headless Chromium print the same HTML: `python -m bench.pdf issue.html [rounds]`.

CPU is user + system time of the whole process tree. "Warm" is one more print by a worker that is already
running, as in service; "cold" includes starting it. Chromium starts for every print, as it does for whoever
calls it. Memory is the peak of the tree's proportional set size (shared pages counted once), polled in
rounds of its own.
"""

import ctypes
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from issues.exporting.pdf import render_pdf
from issues.exporting.pdf.fonts.faces import Face, installed
from issues.exporting.pdf.fonts.roles import BOLD
from issues.exporting.pdf.renderer import stop

CHROMIUM = os.environ.get("CHROMIUM", "chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHEET = Path(__file__).resolve().parents[1] / "issues/exporting/pdf/print.css"
TICKS = os.sysconf("SC_CLK_TCK")
PR_SET_CHILD_SUBREAPER = 36
CPU_TARGET, COLD_TARGET, MEMORY_TARGET, SIZE_TARGET = 0.5, 0.85, 0.15, 0.3


@dataclass
class Contender:
    name: str
    print_once: Callable[[], int]
    """Prints and returns the size of the PDF."""
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    size: int = 0

    def run(self) -> None:
        before, start = tree_cpu(), time.perf_counter()
        self.size = self.print_once()
        self.wall.append(time.perf_counter() - start)
        self.cpu.append(tree_cpu() - before)

    def weigh(self) -> None:
        with _peak_memory() as peak:
            self.print_once()
        self.memory.append(peak[0])


def main(source: str, rounds: str = "5") -> int:
    html = re.sub(r"<link[^>]*stylesheet[^>]*>", "", Path(source).read_text("utf-8"))
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)  # Chromium's orphans are to be ours
    with tempfile.TemporaryDirectory() as folder:
        contenders = _contenders(html, Path(folder))
        for _ in range(int(rounds)):
            for contender in contenders:
                contender.run()
        for contender in contenders:
            contender.weigh()
    return 0 if report(*contenders) else 1


def _contenders(html: str, folder: Path) -> tuple[Contender, Contender, Contender]:
    def warm() -> int:
        return len(render_pdf(html).pdf)

    def cold() -> int:
        stop()
        return warm()

    page = folder / "issue.html"
    style = f"<style>{_local_fonts()}{SHEET.read_text('utf-8')}</style>"
    page.write_text(html.replace("</head>", f"{style}</head>"), "utf-8")
    return (
        Contender("cold", cold),
        Contender("warm", warm),
        Contender("chromium", lambda: _chromium(page, folder)),
    )


def _chromium(page: Path, folder: Path) -> int:
    out = folder / "chromium.pdf"
    with tempfile.TemporaryDirectory() as profile:
        command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", f"--print-to-pdf={out}", page.as_uri()]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL, timeout=120)  # noqa: S603
        _reap()
    return out.stat().st_size


def _reap() -> None:
    """Wait for what Chromium left behind, so that its time counts; our own worker is not to be waited for."""
    for pid in _tree(os.getpid()):
        if "chrom" in _command(pid):
            try:
                os.kill(pid, signal.SIGTERM)
                os.waitpid(pid, 0)
            except (ProcessLookupError, ChildProcessError):
                continue


def _local_fonts() -> str:
    """Our roles, for Chromium: the same files."""
    return "".join(_font_face(face) for face in installed())


def _font_face(face: Face) -> str:
    weight = 700 if face.role.weight == BOLD else 400
    source = f'local("{face.postscript}")' if face.postscript else f'url("{face.path.as_uri()}")'
    ranges = ",".join(f"U+{first:X}-{last:X}" for first, last in face.role.ranges)
    limit = f"unicode-range: {ranges};" if ranges else ""
    return (
        f"@font-face {{ font-family: {face.role.family}; font-weight: {weight}; src: {source}; {limit} }}\n"
    )


def tree_cpu() -> float:
    """Seconds so far of all that still run beneath us, and of all that we have waited for."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    running = sum(_cpu(pid) for pid in _tree(os.getpid()))
    return running + sum((ended.ru_utime, ended.ru_stime, own.ru_utime, own.ru_stime))


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text()
    except OSError:
        return ""


def _tree(root: int) -> list[int]:
    """All processes beneath this one."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            parents.setdefault(parent, []).append(int(entry.name))
    processes, waiting = [], [root]
    while waiting:
        waiting += (children := parents.get(waiting.pop(), []))
        processes += children
    return processes


@contextmanager
def _peak_memory() -> Iterator[list[float]]:
    """Megabytes, of the tree without this very process."""
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.02):
            peak[0] = max(peak[0], sum(map(_pss, _tree(os.getpid()))))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def _pss(pid: int) -> float:
    try:
        match = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(match[1]) / 1024 if match else 0.0


def report(cold: Contender, warm: Contender, chromium: Contender) -> bool:
    """Whether the targets are met."""
    print(f"{'':10}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}{'PDF kB':>9}")
    for contender in (warm, cold, chromium):
        numbers = (median(contender.cpu), median(contender.wall), contender.memory[0], contender.size / 1000)
        print(f"{contender.name:10}" + "".join(f"{number:9.2f}" for number in numbers))
    base = median(chromium.cpu)
    met = [
        _line("cold CPU / Chromium", median(cold.cpu) / base, COLD_TARGET),
        _line("warm CPU / Chromium", median(warm.cpu) / base, CPU_TARGET),
        _line("peak memory / Chromium", max(warm.memory + cold.memory) / chromium.memory[0], MEMORY_TARGET),
        _line("PDF bytes / Chromium", warm.size / chromium.size, SIZE_TARGET),
    ]
    return all(met)


def _line(name: str, value: float, target: float) -> bool:
    print(f"{name:24}{value:10.2f}  target {target:g}: {'met' if value <= target else 'MISSED'}")
    return value <= target


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
