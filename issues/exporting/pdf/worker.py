"""The child: `python -m issues.exporting.pdf.worker`, started by the renderer, ended by EOF or idleness."""

from __future__ import annotations

import gc
import os
import select
import shutil
import sys
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from issues.exporting.pdf.fonts import faces
from issues.exporting.pdf.fonts.configuration import configure
from issues.exporting.pdf.limits import limited
from issues.exporting.pdf.messages import BROKEN, OUT_OF_MEMORY, Job, send
from issues.exporting.pdf.sandbox import Sandbox

if TYPE_CHECKING:
    from issues.exporting.pdf.layout.typesetting import Typesetter

DEEPEST = 5000  # Python frames: some ten for each level of nested elements
IDLE = 600.0  # seconds without a job after which 100 MB of memory are worth more than half a second


def main() -> None:
    workshop = Path.cwd()
    orders, replies = sys.stdin.buffer, _private_stdout()
    os.environ["FONTCONFIG_FILE"] = str(configure(workshop, installed := faces.installed()))
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(DEEPEST)
    # Only now: fontconfig reads its file when WeasyPrint is imported.
    from issues.exporting.pdf.layout.typesetting import Typesetter
    from issues.exporting.pdf.producer import Producer

    typesetter = Typesetter(has_signs=faces.has_signs(installed), producer=Producer(installed))
    typesetter.warm_up()
    fence = Sandbox(writable=workshop, readable=[face.path for face in installed])
    gc.freeze()
    fence.is_up = True
    send(replies, {"ready": True})
    serve(typesetter, orders, replies)
    fence.is_up = False
    shutil.rmtree(workshop, ignore_errors=True)


def _private_stdout() -> BinaryIO:
    """Replies get a descriptor of their own: whatever a library prints goes to stderr."""
    private = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return private


def serve(typesetter: Typesetter, orders: BinaryIO, replies: BinaryIO) -> None:
    while select.select([orders], [], [], IDLE)[0]:
        try:
            job = Job.receive(orders)
        except EOFError:
            return
        work(typesetter, job, replies)


def work(typesetter: Typesetter, job: Job, replies: BinaryIO) -> None:
    """Answer one job. After a failure the parent replaces us, so there is nothing to tidy up."""
    try:
        typesetter.pages.on_page = lambda page: send(replies, {"page": page})
        with limited(job.limits):
            rendered = typesetter.render(job.html, job.attachments)
        header = {"ok": True, "pages": rendered.pages, "missing": rendered.missing}
        send(replies, header, [rendered.pdf])
    except MemoryError:
        send(replies, {"reason": OUT_OF_MEMORY, "detail": "MemoryError"})
    except Exception:
        send(replies, {"reason": BROKEN, "detail": traceback.format_exc(limit=-8)})
    gc.collect()


if __name__ == "__main__":
    main()
