"""The PDF of a report: seconds, processor and memory, beside Chromium printing the same HTML and plain WeasyPrint.

Each PDF is of another company, so that nothing is gained by having drawn the very same report before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from reports import pages
from tests import advice, worked
from tests.bench import printers
from tests.bench.figures import MEGABYTES, SECONDS, Figure, Outcome
from tests.bench.printers import OURS, PLAIN, Print, Processes, Spent, spent

ROUNDS = 4
LOCALE = "nl"
MODES = ("full", "quick")
KINDS = ("from a new process", "from a running one")

Ways = dict[str, tuple[tuple[Print, Processes], ...]]
"""Of each contender: one that begins anew, and one that runs."""


def measure(rounds: int = ROUNDS, modes: Sequence[str] = MODES, beside: str = "Chromium") -> Outcome:
    """Our way and another take turns within each round, first from a new process and then from one that runs."""
    figures: list[Figure] = []
    with TemporaryDirectory(prefix="checkbot-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        ways = {"here": _ours(stack), beside: _browser(stack, folder) if beside == "Chromium" else _plain(stack)}
        for mode in modes:
            figures += _figures(mode, _taken(ways, _documents(mode, folder), folder / "made.pdf", rounds), beside)
    return Outcome(f"pdf: a report beside {beside}; {rounds} rounds", "here", beside, figures)


def measure_plain(rounds: int = ROUNDS, modes: Sequence[str] = MODES) -> Outcome:
    return measure(rounds, modes, "plain WeasyPrint")


def _ours(stack: ExitStack) -> tuple[tuple[Print, Processes], ...]:
    return (printers.anew(OURS), printers.children), stack.enter_context(printers.running(OURS))


def _plain(stack: ExitStack) -> tuple[tuple[Print, Processes], ...]:
    return (printers.anew(PLAIN), printers.children), stack.enter_context(printers.running(PLAIN))


def _browser(stack: ExitStack, folder: Path) -> tuple[tuple[Print, Processes], ...]:
    return (printers.browser_anew(folder), printers.children), stack.enter_context(printers.running_browser())


def _documents(mode: str, folder: Path) -> Iterator[Path]:
    """The HTML of one company after another, for ever."""
    for company in cycle(worked.COMPANY_NAMES):
        report = advice.report_of(company)
        if report.mode == mode:
            page = folder / f"{company}.html"
            page.write_text(pages.html(report, LOCALE), encoding="utf-8")
            yield page


def _taken(ways: Ways, documents: Iterator[Path], made: Path, rounds: int) -> dict[tuple[str, int], list[Spent]]:
    """What each way took in each round. What a new process is given counts with what else we run: it is subtracted."""
    found: dict[tuple[str, int], list[Spent]] = {(name, kind): [] for name in ways for kind in (0, 1)}
    first = next(documents)
    for _, running in ways.values():
        running[0](first, made)
    for page in (next(documents) for _ in range(rounds)):
        for kind in (0, 1):
            for name, way in ways.items():
                make, processes = way[kind]
                others = printers.megabytes(printers.children()) if kind == 0 else 0.0
                took = spent(lambda make=make, page=page: make(page, made), made, processes)  # type: ignore[misc]
                found[name, kind].append(Spent(took.seconds, took.processor, took.megabytes - others))
    return found


def _figures(mode: str, found: dict[tuple[str, int], list[Spent]], beside: str) -> Iterator[Figure]:
    # Aims are of a full check, from a process that runs, beside Chromium.
    for kind, how in enumerate(KINDS):
        aimed = beside == "Chromium" and mode == "full" and kind == 1
        for what, unit, most in (
            ("seconds", SECONDS, 2.5),
            ("processor", SECONDS, None),
            ("megabytes", MEGABYTES, 1 / 3),
        ):
            here, there = (median(getattr(each, what) for each in found[name, kind]) for name in ("here", beside))
            yield Figure(f"{mode}, {how}: {what}", here, unit, there, most=most if aimed else None)
