"""The PDF of a full check: seconds and memory, beside Chromium printing the same HTML."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import DEVNULL
from tempfile import TemporaryDirectory

import psutil  # type: ignore[import-untyped]

from app import rendering
from reports import pages, tokens
from reports.pdf import HERE
from tests.app.factories import report
from tests.bench import conversation
from tests.bench.figures import MEGABYTES, SECONDS, Figure, Outcome
from tests.services.browser import ARGUMENTS
from tests.services.programs import find_program

ROUNDS = 5
LOCALE = "nl"
BETWEEN_LOOKS = 0.05
DRAW = "import pathlib, sys; from reports import pdf; html, made = map(pathlib.Path, sys.argv[1:]); "
DRAW += "made.write_bytes(pdf.render(html.read_text(encoding='utf-8')))"


@dataclass(frozen=True, slots=True)
class Spent:
    seconds: float
    megabytes: float


def measure(rounds: int = ROUNDS, mode: str = "full") -> Outcome:
    """Each round makes the PDF in a new process, in a new Chromium and in a renderer that is already running."""
    with TemporaryDirectory(prefix="checkbot-bench-") as folder, conversation.installation() as app:
        page, styled, made = (Path(folder, name) for name in ("page.html", "styled.html", "made.pdf"))
        html = pages.html(report(mode), LOCALE)
        page.write_text(html, encoding="utf-8")
        styled.write_text(_with_style(html), encoding="utf-8")
        ours, theirs, running = [], [], []
        with app.app_context():
            rendering.pdf(report(mode), LOCALE)
            for _ in range(rounds):
                ours.append(spent([sys.executable, "-c", DRAW, page, made], made))
                theirs.append(spent(_printing(styled, made, Path(folder)), made))
                running.append(_drawn(mode))
            rendering.close()
    return _outcome(ours, theirs, running)


def _with_style(html: str) -> str:
    """The page with the style that `reports.pdf` hands to WeasyPrint beside it."""
    style = (tokens.STYLES / "report.css").as_uri()
    head = (
        f'<head><base href="{HERE.as_uri()}/"><style>{tokens.light_css()}</style><link rel="stylesheet" href="{style}">'
    )
    return html.replace("<head>", head, 1)


def _printing(page: Path, made: Path, folder: Path) -> list[str | Path]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    options = [f"--user-data-dir={folder / 'chromium'}", "--allow-file-access-from-files", "--no-pdf-header-footer"]
    program = find_program("chromium", "chromium")
    return [program, *ARGUMENTS, *sandbox, *options, f"--print-to-pdf={made}", page.as_uri()]


def spent(command: Sequence[str | Path], made: Path) -> Spent:
    """Run this until it ends, having made a PDF. Raises RuntimeError when there is none."""
    made.unlink(missing_ok=True)
    began, most = time.perf_counter(), 0.0
    with psutil.Popen(list(command), stdout=DEVNULL, stderr=DEVNULL) as process:
        while process.poll() is None:
            most = max(most, megabytes(process))
            time.sleep(BETWEEN_LOOKS)
    seconds = time.perf_counter() - began
    if not made.exists() or not made.read_bytes().startswith(b"%PDF"):
        raise RuntimeError(f"no PDF was made by {command[0]}")
    return Spent(seconds, most)


def megabytes(process: psutil.Process) -> float:
    """The memory of a process and all below it; what some of them share counts once."""
    total = 0
    with suppress(psutil.Error):
        for each in (process, *process.children(recursive=True)):
            with suppress(OSError):
                rollup = Path(f"/proc/{each.pid}/smaps_rollup").read_text(encoding="ascii")
                total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def _drawn(mode: str) -> float:
    began = time.perf_counter()
    rendering.pdf(report(mode), LOCALE)
    return time.perf_counter() - began


def _outcome(ours: list[Spent], theirs: list[Spent], running: list[float]) -> Outcome:
    chromium = median(each.seconds for each in theirs)
    memory = [median(each.megabytes for each in side) for side in (ours, theirs)]
    return Outcome(
        f"pdf: the report of a full check; {len(ours)} rounds",
        "here",
        "Chromium",
        [
            Figure("from a new process", median(each.seconds for each in ours), SECONDS, chromium),
            Figure("most memory at one moment", memory[0], MEGABYTES, memory[1]),
            Figure("from a running renderer", median(running), SECONDS, chromium),
        ],
    )
