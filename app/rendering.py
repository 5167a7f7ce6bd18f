"""Making the PDF, and reading a picture, in processes of their own, each with a time and a memory limit.

The renderers of a process start at its first drawing, or before it by `warm`.
"""

from __future__ import annotations

import os
import resource
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from multiprocessing import util
from threading import Lock
from typing import TypeVar

from flask import current_app

from app import paper
from app.renderers import BY_THE_CLOCK, Renderers
from app.renderers import RenderFailed as RenderFailed
from reports import pages, side_by_side, tokens
from reports.brand import Brand
from reports.model import Report, from_json, to_json
from reports.portfolio import Portfolio

Result = TypeVar("Result")

# A stored report has some 150,000 characters. One of seven times that is none of ours, and would only cost time.
MOST_CHARACTERS = 1_000_000
_BLANK = '<!doctype html><html lang="nl"><head><title>.</title></head><body><h1>.</h1></body></html>'
_pools: dict[int, Renderers] = {}
_making = Lock()


def pdf(report: Report, locale: str) -> bytes:
    """The report as PDF. Raises RenderFailed when it takes longer or needs more memory than the settings allow."""
    stored = to_json(report)
    if len(stored) > MOST_CHARACTERS:
        raise RenderFailed(f"the report holds more than {MOST_CHARACTERS} characters")
    return apart(current_app.config["RENDER_SECONDS"], _draw, stored, locale, current_app.config["BRAND"])


def portfolio_pdf(portfolio: Portfolio, locale: str) -> bytes:
    """Assessments side by side as PDF. Raises RenderFailed as `pdf` does."""
    return apart(current_app.config["RENDER_SECONDS"], _draw_portfolio, portfolio, locale, current_app.config["BRAND"])


def longest() -> float:
    """Seconds by the clock that a drawing may take."""
    return float(current_app.config["RENDER_SECONDS"] * BY_THE_CLOCK)


def mark(stored: str, locale: str) -> str:
    """Of a stored report: two that are marked the same are drawn to the same bytes."""
    brand = repr(current_app.config["BRAND"])
    return sha256("\0".join((_program(), brand, locale, stored)).encode()).hexdigest()


def apart(seconds: float, work: Callable[..., Result], *args: object) -> Result:
    """What a renderer makes of this work. Raises RenderFailed for too much time or memory, or what `work` raises."""
    megabytes = current_app.config["RENDER_MEGABYTES"]
    try:
        done, value = _renderers(megabytes).do(seconds, work, args)
    except TimeoutError as error:
        raise RenderFailed(f"it took longer than {seconds} seconds") from error
    except (EOFError, OSError) as error:
        raise RenderFailed(f"the renderer ended, as it does when it needs more than {megabytes} MB") from error
    if isinstance(value, MemoryError):
        raise RenderFailed(f"it needed more than {megabytes} MB") from value
    if not done:
        raise value
    made: Result = value
    return made


def warm(count: int) -> None:
    """Have so many renderers started before they are needed, one a core at most. It does not wait for them."""
    with suppress(OSError):
        _renderers(current_app.config["RENDER_MEGABYTES"]).warm(count)


def close() -> None:
    """End the renderers of this process. The next report starts new ones."""
    with _making:
        for pool in _pools.values():
            pool.end()
        _pools.clear()


def _renderers(megabytes: int) -> Renderers:
    with _making:
        if not _pools:
            # Not atexit: that does not run in a process which was itself made by multiprocessing.
            util.Finalize(None, close, exitpriority=10)
        if megabytes not in _pools:
            _pools[megabytes] = Renderers(len(os.sched_getaffinity(0)), partial(_prepare, megabytes))
        return _pools[megabytes]


def _prepare(megabytes: int) -> None:
    """In the renderer: load what every report needs, then take the limit on."""
    # A renderer that cannot do this says so at its first report; failing here, it would be started again for ever.
    with suppress(Exception):
        paper.drawn(_BLANK)
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _draw(stored: str, locale: str, brand: Brand) -> bytes:
    """In the renderer. An error goes back as its type and place: its words may quote the report."""
    return told(lambda: paper.drawn(pages.html(from_json(stored), locale, brand)))


def _draw_portfolio(portfolio: Portfolio, locale: str, brand: Brand) -> bytes:
    return told(lambda: paper.drawn(side_by_side.html(portfolio, locale, brand)))


def told(draw: Callable[[], bytes]) -> bytes:
    """What is drawn. Raises RenderFailed, in words of ours, and MemoryError."""
    try:
        return draw()
    except MemoryError:
        raise
    except RecursionError as error:
        raise RenderFailed("it is nested too deep") from error
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        raise RenderFailed(f"{type(error).__name__} at {place.filename}:{place.lineno}") from error


@cache
def _program() -> str:
    """Stands for all that draws: another version of it may draw the same report otherwise."""
    files = (path for path in sorted(tokens.STYLES.parent.rglob("*")) if path.is_file() and path.suffix != ".pyc")
    found = sha256(version("weasyprint").encode())
    for path in files:
        found.update(path.read_bytes())
    return found.hexdigest()
