"""Starting the real programs that tests talk to, each on a free port and stopped at the end."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

START_SECONDS = 30
STOP_SECONDS = 20


def find_program(name: str, package: str, folders: Iterable[Path] = ()) -> Path:
    """The program's path, looking in `folders` before the path; a missing one fails the test and names its package."""
    places = os.pathsep.join([*map(str, folders), os.environ.get("PATH", os.defpath)])
    found = shutil.which(name, path=places)
    if found is None:
        pytest.fail(f"{name} is missing. Install it with: apt-get install {package}", pytrace=False)
    return Path(found)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: list[str | Path],
    log: Path,
    ready: Callable[[], bool],
    options: Mapping[str, Any],
    stop: signal.Signals = signal.SIGTERM,
    within: float = START_SECONDS,
) -> Iterator[None]:
    """Runs a server while the block lasts, which starts when `ready` says so. What it prints goes to `log`."""
    with log.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output, **options) as process:
        try:
            _wait(process, ready, log, within)
            yield
        finally:
            process.send_signal(stop)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: subprocess.Popen[bytes], ready: Callable[[], bool], log: Path, within: float) -> None:
    end = time.monotonic() + within
    while not ready():
        if process.poll() is not None or time.monotonic() > end:
            pytest.fail(f"{process.args!r} did not start:\n{log.read_text(errors='replace')}", pytrace=False)
        time.sleep(0.05)
