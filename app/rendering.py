"""Making the PDF, and reading a picture, in processes of their own, each with a time and a memory limit.

The pool of a process is made when it first draws. There is always a second renderer, so that one which hangs
until its time is up holds up nobody.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import util
from threading import Lock
from typing import TypeVar

from flask import current_app
from pebble import ProcessExpired, ProcessPool

from app.orphans import end_with_parent
from reports import pages
from reports import pdf as drawing
from reports.brand import Brand
from reports.model import Report, from_json, to_json

Result = TypeVar("Result")

# A renderer needs this long to start; a report waits for it, and for those before it, outside its own time.
START_SECONDS = 30
_BLANK = '<!doctype html><html lang="nl"><head><title>.</title></head><body><h1>.</h1></body></html>'
_pools: dict[int, ProcessPool] = {}
_making = Lock()


class RenderFailed(Exception):
    """There is no PDF, or no picture. The text says why and holds nothing of the report."""


def pdf(report: Report, locale: str) -> bytes:
    """The report as PDF. Raises RenderFailed when it takes longer or needs more memory than the settings allow."""
    return apart(current_app.config["RENDER_SECONDS"], _draw, to_json(report), locale, current_app.config["BRAND"])


def apart(seconds: int, work: Callable[..., Result], *args: object) -> Result:
    """What a renderer makes of this work. Raises RenderFailed for too much time or memory, or what `work` raises."""
    megabytes = current_app.config["RENDER_MEGABYTES"]
    try:
        future = _pool(megabytes).schedule(work, args=args, timeout=seconds)
        return future.result(timeout=START_SECONDS + 2 * seconds)
    except TimeoutError as error:
        future.cancel()
        raise RenderFailed(f"it took longer than {seconds} seconds") from error
    except MemoryError as error:
        raise RenderFailed(f"it needed more than {megabytes} MB") from error
    except ProcessExpired as error:
        raise RenderFailed(f"the renderer ended, as it does when it needs more than {megabytes} MB") from error
    except RuntimeError as error:
        raise RenderFailed(f"no renderer could be started: {error}") from error


def close() -> None:
    """End the renderers of this process. The next report starts new ones."""
    with _making:
        for pool in _pools.values():
            pool.stop()
            pool.join()
        _pools.clear()


def _pool(megabytes: int) -> ProcessPool:
    with _making:
        pool = _pools.get(megabytes)
        if pool is None or not pool.active:
            if not _pools:
                # Not atexit: that does not run in a process which was itself made by multiprocessing.
                util.Finalize(None, close, exitpriority=10)
            pool = _pools[megabytes] = ProcessPool(
                max_workers=max(2, len(os.sched_getaffinity(0))),
                initializer=_prepare,
                initargs=(megabytes,),
                context=multiprocessing.get_context("spawn"),
            )
        return pool


def _prepare(megabytes: int) -> None:
    """In the renderer: end with the parent, load what every report needs, then take the limit on."""
    end_with_parent(signal.SIGKILL)
    # A report can wait a moment; somebody who answers a question should not.
    os.nice(5)
    # A renderer that cannot do this says so at its first report; failing here, it would be started again for ever.
    with suppress(Exception):
        drawing.render(_BLANK)
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _draw(stored: str, locale: str, brand: Brand) -> bytes:
    """In the renderer. An error goes back as its type and place: its words may quote the report."""
    try:
        return drawing.render(pages.html(from_json(stored), locale, brand))
    except MemoryError:
        raise
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        raise RenderFailed(f"{type(error).__name__} at {place.filename}:{place.lineno}") from error
