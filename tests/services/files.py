"""What the tests write is kept in memory where there is room: most of it is copies of databases, soon thrown away."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main(config: pytest.Config) -> Iterator[None]:
    """The folder is gone at the end. Who sets TMPDIR decides, and finds there what the last tests left."""
    if "TMPDIR" in os.environ or not has_room() or config.option.basetemp:
        return (yield)
    folder = Path(tempfile.mkdtemp(prefix="checkbot-tests-", dir=MEMORY))
    # PostgreSQL works below it as another user.
    folder.chmod(0o755)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    try:
        return (yield)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def has_room() -> bool:
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return False
    return min(shutil.disk_usage(MEMORY).free, psutil.virtual_memory().available - ROOM) > ROOM
