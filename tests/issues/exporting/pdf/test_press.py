import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from issues.exporting.pdf import Rendered, RenderingFailed, render_pdf
from issues.exporting.pdf.limits import LEAST, MEGABYTE, MOST, limits_for
from issues.exporting.pdf.messages import Job
from issues.exporting.pdf.renderer import Renderer
from tests.issues.exporting.pdf.printing import SENTENCE, article, document, opened, section

PLAIN = document("<p>甲</p>")
ENDLESS = document("<p>" + "甲" * 400_000)
HUGE = document("<table>" + "<tr><td>甲</td><td>乙</td></tr>" * 30_000 + "</table>")
DEEP = document("<div>" * 2_000 + "甲")


def job(html: str, **limits: float) -> Job:
    return Job(html, (), replace(LEAST, **limits))  # type: ignore[arg-type]  # numbers of both kinds


@pytest.fixture(scope="module")
def press() -> Iterator[Renderer]:
    press = Renderer()
    yield press
    press.stop()


def pid(press: Renderer) -> int:
    assert press._worker
    return press._worker.process.pid


def is_gone(number: int) -> bool:
    return not Path(f"/proc/{number}").exists()


def test_worker_stays_warm_between_jobs(press: Renderer) -> None:
    press.run(job(PLAIN))
    first = pid(press)
    press.run(job(PLAIN))
    assert pid(press) == first


def test_endless_layout_is_killed_and_the_next_job_printed(press: Renderer) -> None:
    press.run(job(PLAIN))
    first, workshop = pid(press), Path(press._worker.workshop)  # type: ignore[union-attr]
    with pytest.raises(RenderingFailed, match="排版超时") as failure:
        press.run(job(ENDLESS, cpu=1.0))
    assert failure.value.reason == "timeout"
    assert is_gone(first)
    assert not workshop.exists()
    assert press.run(job(PLAIN)).pages == 2


def test_time_on_the_clock_has_its_limit_too(press: Renderer) -> None:
    with pytest.raises(RenderingFailed, match="排版超时"):
        press.run(job(ENDLESS, clock=1.0))


def test_limits_grow_with_the_document_up_to_the_most() -> None:
    short, long = limits_for("甲" * 25_000), limits_for("甲" * 250_000)
    assert LEAST.cpu < short.cpu < long.cpu < MOST.cpu
    assert LEAST.memory < short.memory < long.memory < MOST.memory
    assert limits_for("甲" * 10_000_000) == MOST


def test_long_issue_is_printed_and_each_page_reported(press: Renderer) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{SENTENCE}</td></tr>" for n in range(300))
    articles = [article(f"a{n}", f"{n}.条目", SENTENCE * 30) for n in range(60)]
    html = document(section(1, "一、长刊", *articles, f"<table>{rows}</table>"))
    pages: list[int] = []
    rendered = press.run(Job(html, (), limits_for(html)), on_page=pages.append)
    assert rendered.pages > 70
    assert set(range(1, rendered.pages + 1)) <= set(pages)


def test_giant_table_hits_the_memory_limit(press: Renderer) -> None:
    with pytest.raises(RenderingFailed, match="内存") as failure:
        press.run(job(HUGE, memory=112 * MEGABYTE, cpu=60.0))
    assert failure.value.reason == "memory"
    assert press.run(job(PLAIN)).pages == 2


def test_bottomless_nesting_is_a_broken_layout(press: Renderer) -> None:
    with pytest.raises(RenderingFailed, match="版面出错") as failure:
        press.run(job(DEEP))
    assert "RecursionError" in failure.value.detail
    assert press.run(job(PLAIN)).pages == 2


def test_image_bomb_is_not_even_unpacked(press: Renderer) -> None:
    bomb = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='99999999' height='99999999'/>"
    assert press.run(job(document(f'<p>甲</p><img alt="" src="{bomb}">'), memory=128 * MEGABYTE)).pages == 2


def test_killed_worker_is_reported_and_replaced(press: Renderer) -> None:
    press.run(job(PLAIN))
    threading.Timer(0.5, os.kill, [pid(press), signal.SIGKILL]).start()
    with pytest.raises(RenderingFailed):
        press.run(job(ENDLESS))
    assert press.run(job(PLAIN)).pages == 2


def test_worker_that_died_between_jobs_goes_unnoticed(press: Renderer) -> None:
    press.run(job(PLAIN))
    os.kill(pid(press), signal.SIGKILL)
    press._worker.process.wait()  # type: ignore[union-attr]
    assert press.run(job(PLAIN)).pages == 2


def test_worker_that_goes_home_as_a_job_comes_is_replaced(press: Renderer) -> None:
    press.run(job(PLAIN))
    first = press._worker
    assert first
    first.close = lambda: None  # type: ignore[method-assign]
    os.dup2(
        os.open(os.devnull, os.O_RDWR), first.stdin.fileno()
    )  # it sees the end of its input, we do not yet
    assert press.run(job(PLAIN)).pages == 2
    assert press._worker is not first


def test_worker_leaves_with_its_scratch_directory_when_its_input_ends(press: Renderer) -> None:
    press.run(job(PLAIN))
    worker = press._worker
    assert worker
    worker.stdin.close()
    assert worker.process.wait(10) == 0
    assert not Path(worker.workshop).exists()


def test_threads_take_turns(press: Renderer) -> None:
    pages: list[int] = []
    threads = [threading.Thread(target=lambda: pages.append(press.run(job(PLAIN)).pages)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pages == [2] * 4


def test_turn_is_not_awaited_for_longer_than_patience(press: Renderer) -> None:
    press.run(job(PLAIN))
    reasons: list[str] = []

    def print_endlessly() -> None:
        with pytest.raises(RenderingFailed) as failure:
            press.run(job(ENDLESS, cpu=5.0))
        reasons.append(failure.value.reason)

    slow = threading.Thread(target=print_endlessly)
    slow.start()
    while not press._lock.locked():
        pass
    with pytest.raises(RenderingFailed, match="正在排印别的内容") as failure:
        press.run(job(PLAIN), patience=0.1)
    assert failure.value.reason == "busy"
    assert slow.is_alive()  # we did not wait for it to end
    slow.join()
    assert reasons == ["timeout"]
    assert press.run(job(PLAIN), patience=0.1).pages == 2


def test_forked_process_gets_a_worker_of_its_own(press: Renderer) -> None:
    press.run(job(PLAIN))
    first = pid(press)
    child = os.fork()
    if not child:  # in the fork: no exception may escape into pytest
        status = 1
        try:
            status = 0 if press.run(job(PLAIN)).pages == 2 and pid(press) != first else 2
            press.stop()
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0
    assert press.run(job(PLAIN)).pages == 2
    assert pid(press) == first


def test_worker_inherits_nothing_of_the_environment(press: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "geheim")
    monkeypatch.setenv("https_proxy", "http://proxy.invalid")
    press.stop()
    press.run(job(PLAIN))
    environment = Path(f"/proc/{pid(press)}/environ").read_bytes()
    assert b"geheim" not in environment
    assert b"proxy" not in environment


def test_lone_surrogates_do_not_break_the_pipe(press: Renderer) -> None:
    assert press.run(job(document("<p>甲\ud800乙</p>"))).pages == 2


def test_public_function_prints_a_pdf() -> None:
    rendered = render_pdf(PLAIN)
    assert isinstance(rendered, Rendered)
    with opened(rendered.pdf) as pdf:
        assert len(pdf.pages) == rendered.pages == 2
