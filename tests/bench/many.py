"""Many reports: the memory of a renderer that draws one after another, two renderers beside one, longer reports."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

from pypdf import PdfReader

from reports import pages
from reports.model import Report
from tests import advice, worked
from tests.bench import printers
from tests.bench.figures import A_SECOND, MEGABYTES, MILLISECONDS, Figure, Outcome
from tests.bench.pdf import LOCALE
from tests.bench.printers import OURS, Print

ROW = (1, 10, 100)
# Tips an aspect: some 16, 24, 32 and 40 pages.
LENGTHS = (2, 5, 8, 12)
AT_ONCE = 6
ROUNDS = 3


def measure(row: Sequence[int] = ROW, at_once: int = AT_ONCE, lengths: Sequence[int] = LENGTHS) -> Outcome:
    with TemporaryDirectory(prefix="checkbot-bench-") as name:
        documents = tuple(_documents(Path(name)))
        figures = [*_memory(documents, row), _together(documents, at_once), *_by_length(Path(name), lengths)]
    return Outcome("many: reports in a row, at once, and longer ones", "here", "beside", figures)


def _documents(folder: Path) -> Iterator[Path]:
    for company in worked.COMPANY_NAMES:
        page = folder / f"{company}.html"
        page.write_text(pages.html(advice.report_of(company), LOCALE), encoding="utf-8")
        yield page


def _memory(documents: Sequence[Path], row: Sequence[int]) -> Iterator[Figure]:
    """What one renderer holds after so many reports, beside what it held after the last shorter row."""
    before: float | None = None
    with printers.running(OURS) as (make, processes):
        for place in range(row[-1]):
            page = documents[place % len(documents)]
            make(page, page.with_suffix(".pdf"))
            if place + 1 in row:
                holds = printers.megabytes(processes())
                most = 1.1 if place + 1 == row[-1] else None
                yield Figure(f"memory after {place + 1}", holds, MEGABYTES, before, most=most)
                before = holds


def _together(documents: Sequence[Path], count: int) -> Figure:
    """Reports a second by two renderers, beside one."""
    with ExitStack() as stack:
        renderers = [stack.enter_context(printers.running(OURS))[0] for _ in range(2)]
        for make in renderers:
            _draw(make, documents[:1], 1)
        rates = [(_rate(renderers, documents, count), _rate(renderers[:1], documents, count)) for _ in range(ROUNDS)]
    two, one = (median(side) for side in zip(*rates, strict=True))
    return Figure("reports by two renderers, beside one", two, A_SECOND, one, least=1.8)


def _rate(renderers: Sequence[Print], documents: Sequence[Path], count: int) -> float:
    began = time.perf_counter()
    threads = [Thread(target=_draw, args=(make, documents, count, place)) for place, make in enumerate(renderers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(renderers) * count / (time.perf_counter() - began)


def _draw(make: Print, documents: Sequence[Path], count: int, place: int = 0) -> None:
    for number in range(count):
        page = documents[number % len(documents)]
        make(page, page.with_suffix(f".{place}.pdf"))


def _by_length(folder: Path, lengths: Sequence[int]) -> Iterator[Figure]:
    """Milliseconds a page of reports with ever more tips, each beside the shortest."""
    shortest: float | None = None
    with printers.running(OURS) as (make, _):
        for tips in lengths:
            seconds, made = [], folder / "long.pdf"
            for company in ("shoe_chain", "garden_centres", "diy_chain")[: min(ROUNDS, len(lengths))]:
                page = folder / f"{company}-{tips}.html"
                page.write_text(pages.html(_with_tips(advice.report_of(company), tips), LOCALE), encoding="utf-8")
                began = time.perf_counter()
                make(page, made)
                seconds.append((time.perf_counter() - began) / len(PdfReader(made).pages))
            each = 1000 * median(seconds)
            count = len(PdfReader(made).pages)
            yield Figure(f"a page of {count}", each, MILLISECONDS, shortest, most=1.25 if shortest else None)
            shortest = shortest or each


def _with_tips(report: Report, count: int) -> Report:
    """The report with so many tips an aspect: fewer, or the same ones again under other names."""
    aspects = []
    for aspect in report.aspects:
        again = (replace(tip, id=f"{tip.id}-{turn}") for turn in range(count) for tip in aspect.tips)
        tips = (*aspect.tips, *again)[:count]
        aspects.append(replace(aspect, tips=tips, outlook=None))
    return replace(report, aspects=tuple(aspects))
