"""Processes that render, each with a memory limit; who may use one, and until when.

A renderer does one thing at a time and is killed when its time is up: time of the processor, so that no report is
refused because others keep the machine busy. As many work at once as there are cores. One that has had a third of its
time counts no longer: the next begins beside it, and goes before it. So what takes too long holds up those behind it
for a third of its time, and as many of them as there are cores for no longer than one.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Condition
from time import monotonic
from typing import Any

from app.orphans import end_with_parent

NAME = "renderer"
# A renderer needs this long to start; what it is to do waits for it outside its own time.
START_SECONDS = 60
# By the clock it may take so many times as long, and is ended then though it waits for something.
BY_THE_CLOCK = 3
# A renderer counts as slow once it has had this share of its time, and so many times as many as cores may be at work.
PATIENCE = 1 / 3
MOST_AT_WORK = 3
# A report can wait a moment; somebody who answers a question should not. A slow one waits for both.
NICE, NICER = 5, 10
_LOOK = 0.1
_TICKS = os.sysconf("SC_CLK_TCK")
_SPAWN = multiprocessing.get_context("spawn")

Prepare = Callable[[], None]
Outcome = tuple[bool, Any]
"""Whether it was done, and what came of it or the exception."""


class RenderFailed(Exception):
    """There is no PDF, or no picture. The text says why and holds nothing of the report."""


class Renderer:
    """One process. It may be used again as long as it is `fit`."""

    def __init__(self, prepare: Prepare) -> None:
        self._line, theirs = _SPAWN.Pipe()
        # WeasyPrint puts fonts in files, which a process that is killed cannot remove itself.
        self._folder = TemporaryDirectory(prefix=f"checkbot-{NAME}-", ignore_cleanup_errors=True)
        args = (theirs, prepare, self._folder.name)
        self._process = _SPAWN.Process(target=_serve, args=args, name=NAME, daemon=True)
        self._process.start()
        theirs.close()
        self._ready = self._stands_back = False
        self._seconds = float("inf")
        self._began = self._had = 0.0
        self.fit = True

    @property
    def slow(self) -> bool:
        return self._spent() > self._seconds * PATIENCE

    def do(self, seconds: float, work: Callable[..., Any], args: tuple[object, ...]) -> Outcome:
        """Raises TimeoutError when its time is up, EOFError or OSError when it ended before it was done."""
        self.fit = False
        self._wait_for_start()
        self._began, self._had, self._seconds = monotonic(), self._processor(), seconds
        self._line.send((work, args))
        while not self._line.poll(_LOOK):
            if self._spent() > seconds:
                raise TimeoutError
        done, value = self._line.recv()
        self._seconds = float("inf")
        self.fit = not (self._stands_back or isinstance(value, RenderFailed | MemoryError))
        return done, value

    def _wait_for_start(self) -> None:
        if not self._ready and not self._line.poll(START_SECONDS):
            raise RenderFailed(f"no renderer was ready within {START_SECONDS} seconds")
        self._ready = self._ready or bool(self._line.recv())

    def stand_back(self) -> None:
        """Let the others go first. It cannot be taken back, so this renderer is not used again."""
        self._stands_back = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid or 0, NICER)

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._folder.cleanup()

    def _spent(self) -> float:
        """Seconds of its time for what it does."""
        return max(self._processor() - self._had, (monotonic() - self._began) / BY_THE_CLOCK)

    def _processor(self) -> float:
        """Seconds of the processor that it had up to now; none once it is gone."""
        with suppress(OSError):
            after_name = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
            user, system = after_name.split()[11:13]
            return (int(user) + int(system)) / _TICKS
        return 0.0


class Renderers:
    """The renderers of this process: `width` of them at once, and slow ones beside those."""

    def __init__(self, width: int, prepare: Prepare) -> None:
        self._width = width
        self._wanted = 1
        self._prepare = prepare
        self._free: deque[Renderer] = deque()
        self._busy: set[Renderer] = set()
        self._line: deque[object] = deque()
        self._change = Condition()

    def warm(self, count: int) -> None:
        """Have so many there from now on. Nobody waits for them to start, but who needs one before it has."""
        with self._change:
            self._wanted = min(count, self._width)
            self._fill()

    def do(self, seconds: float, work: Callable[..., Any], args: tuple[object, ...]) -> Outcome:
        """What `Renderer.do` gives and raises. Raises RenderFailed when none could be had."""
        renderer = self._taken(seconds)
        try:
            return renderer.do(seconds, work, args)
        finally:
            self._give_back(renderer)

    def end(self) -> None:
        """End them all, also those at work."""
        with self._change:
            self._wanted = 0
            for renderer in (*self._free, *self._busy):
                renderer.end()
            self._free.clear()

    def _taken(self, seconds: float) -> Renderer:
        """The next renderer, for those who wait in the order in which they came."""
        me, until = object(), monotonic() + START_SECONDS + 2 * seconds
        with self._change:
            self._line.append(me)
            try:
                while self._line[0] is not me or not self._room():
                    if monotonic() > until:
                        raise RenderFailed("too many others were to be made first")
                    self._change.wait(_LOOK)
                renderer = self._free.pop() if self._free else Renderer(self._prepare)
                self._busy.add(renderer)
                return renderer
            except OSError as error:
                raise RenderFailed(f"no renderer could be started: {error}") from error
            finally:
                self._line.remove(me)
                self._change.notify_all()

    def _room(self) -> bool:
        slow = [renderer for renderer in self._busy if renderer.slow]
        for renderer in slow:
            renderer.stand_back()
        return len(self._busy) - len(slow) < self._width and len(self._busy) < self._width * MOST_AT_WORK

    def _give_back(self, renderer: Renderer) -> None:
        """Keep it for the next, or start another one in its place, so that nobody meets a cold one."""
        with self._change:
            self._busy.discard(renderer)
            if renderer.fit and len(self._free) < self._width:
                self._free.append(renderer)
            else:
                renderer.end()
            with suppress(OSError):
                self._fill()
            self._change.notify_all()

    def _fill(self) -> None:
        while len(self._free) + len(self._busy) < self._wanted:
            self._free.appendleft(Renderer(self._prepare))


def _serve(line: Connection, prepare: Prepare, folder: str) -> None:
    """In the renderer: end with the parent, prepare, then do what comes. Its files go in `folder`."""
    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent(signal.SIGKILL)
    os.nice(NICE)
    prepare()
    with suppress(EOFError, OSError):
        line.send(True)
        while True:
            work, args = line.recv()
            line.send(_outcome(work, args))


def _outcome(work: Callable[..., Any], args: tuple[object, ...]) -> Outcome:
    try:
        return True, work(*args)
    except Exception as error:  # noqa: BLE001
        return False, error
