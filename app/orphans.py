"""A process that ends when its parent is gone, also when the parent was killed and could tell nobody."""

from __future__ import annotations

import multiprocessing
import os
import signal
from threading import Thread


def end_with_parent(how: signal.Signals) -> None:
    """Send this process the signal once its parent is gone. Does nothing outside a multiprocessing child.

    Only the parent holds the other end of the pipe that is watched, and the system closes it whatever the end.
    A death signal (prctl) would come too early: it follows the thread that made us, not that thread's process.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_wait_and_end, args=(parent, how), daemon=True).start()


def _wait_and_end(parent: multiprocessing.process.BaseProcess, how: signal.Signals) -> None:
    parent.join()
    os.kill(os.getpid(), how)
