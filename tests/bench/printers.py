"""Ways to make a PDF of the same HTML, each beginning anew or in a process that keeps running, and what they take."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil  # type: ignore[import-untyped]
from playwright.sync_api import sync_playwright

from reports import tokens
from reports.pdf import HERE
from tests.services.browser import ARGUMENTS
from tests.services.programs import find_program

BETWEEN_LOOKS = 0.05
STYLE = tokens.STYLES / "report.css"
OURS = "from reports.pdf import render as make"
PLAIN = f"""
from weasyprint import CSS, HTML
def make(html):
    styles = [CSS(string={tokens.light_css()!r}), CSS({str(STYLE)!r})]
    return HTML(string=html, base_url={str(HERE)!r}).write_pdf(stylesheets=styles, pdf_variant="pdf/ua-1")
"""
LOOP = """
import sys
from pathlib import Path
for line in sys.stdin:
    page, made = line.split()
    Path(made).write_bytes(make(Path(page).read_text(encoding="utf-8")))
    print("made", flush=True)
"""

Processes = Callable[[], Iterable[psutil.Process]]
Print = Callable[[Path, Path], None]
"""Make of the HTML in one file the PDF in another."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock and of the processor, and the most memory at one moment in MB, PSS."""

    seconds: float
    processor: float
    megabytes: float


def spent(act: Callable[[], None], made: Path, processes: Processes) -> Spent:
    """What it takes to make this file. Raises RuntimeError when there is no PDF then."""
    made.unlink(missing_ok=True)
    most, over = [0.0], Event()

    def look() -> None:
        while not over.is_set():
            most[0] = max(most[0], megabytes(processes()))
            over.wait(BETWEEN_LOOKS)

    watching = Thread(target=look)
    before, began = _processor(processes), time.perf_counter()
    watching.start()
    try:
        act()
        seconds = time.perf_counter() - began
    finally:
        over.set()
        watching.join()
    if not made.exists() or not made.read_bytes().startswith(b"%PDF"):
        raise RuntimeError("no PDF was made")
    return Spent(seconds, _processor(processes) - before, most[0])


def anew(source: str) -> Print:
    """A Python process for each PDF; `source` defines `make`."""
    return lambda page, made: _run([sys.executable, "-c", source + LOOP], f"{page} {made}\n")


def browser_anew(folder: Path) -> Print:
    """A Chromium for each PDF."""
    options = [f"--user-data-dir={folder / 'chromium'}", "--allow-file-access-from-files", "--no-pdf-header-footer"]
    command = [find_program("chromium", "chromium"), *ARGUMENTS, *_sandbox(), *options]
    return lambda page, made: _run([*command, f"--print-to-pdf={made}", styled(page).as_uri()], "")


@contextmanager
def running(source: str) -> Iterator[tuple[Print, Processes]]:
    """A Python process that makes one PDF after another."""
    command = [sys.executable, "-c", source + LOOP]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        own = psutil.Process(process.pid)

        def make(page: Path, made: Path) -> None:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(f"{page} {made}\n")
            process.stdin.flush()
            process.stdout.readline()

        try:
            yield make, lambda: [own]
        finally:
            process.kill()


@contextmanager
def running_browser() -> Iterator[tuple[Print, Processes]]:
    """A Chromium that prints one page after another, tagged and with an outline as ours is."""
    arguments = [*ARGUMENTS, *_sandbox(), "--allow-file-access-from-files"]
    with sync_playwright() as playwright:
        program = find_program("chromium", "chromium")
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        page = browser.new_page()

        def make(html: Path, made: Path) -> None:
            page.goto(styled(html).as_uri())
            page.pdf(path=made, tagged=True, outline=True, prefer_css_page_size=True, print_background=True)

        try:
            yield make, _browser_processes
        finally:
            browser.close()


def styled(page: Path) -> Path:
    """The page with the style that `reports.pdf` hands to WeasyPrint beside it, in a file of its own."""
    found = page.with_suffix(".styled.html")
    if not found.exists():
        base = f'<base href="{HERE.as_uri()}/"><style>{tokens.light_css()}</style>'
        link = f'<link rel="stylesheet" href="{STYLE.as_uri()}">'
        found.write_text(page.read_text(encoding="utf-8").replace("<head>", f"<head>{base}{link}", 1), encoding="utf-8")
    return found


def children() -> Iterable[psutil.Process]:
    """All that this process has started and that still runs."""
    return psutil.Process().children(recursive=True)


def megabytes(processes: Iterable[psutil.Process]) -> float:
    """The memory of these processes; what some of them share counts once."""
    total = 0
    for each in processes:
        with suppress(psutil.Error, OSError):
            rollup = Path(f"/proc/{each.pid}/smaps_rollup").read_text(encoding="ascii")
            total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def _processor(processes: Processes) -> float:
    """Seconds of the processor that they had, and those of ours that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = ended.ru_utime + ended.ru_stime
    for each in processes():
        with suppress(psutil.Error):
            times = each.cpu_times()
            total += times.user + times.system
    return total


def _browser_processes() -> Iterable[psutil.Process]:
    found = []
    for each in children():
        with suppress(psutil.Error):
            if "chrom" in each.name():
                found.append(each)
    return found


def _run(command: list[str | Path], given: str) -> None:
    subprocess.run(command, input=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True, check=True)


def _sandbox() -> list[str]:
    return ["--no-sandbox"] if os.geteuid() == 0 else []
