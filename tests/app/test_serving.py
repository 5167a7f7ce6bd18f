"""`checkbot serve` as a whole: it starts, mails, keeps its children alive and takes them with it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import psutil
import pytest
from click.testing import CliRunner

from app.cli import main
from app.serving import CannotListen, check_port
from tests.services.programs import free_port

ROOT = Path(__file__).parents[2]
SERVE = "from app.cli import main\nif __name__ == '__main__': main()\n"
SECONDS = 40


class Site:
    """A running `checkbot serve` and what it printed."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        script = folder / "checkbot.py"
        script.write_text(SERVE, encoding="utf-8")
        settings = {"CHECKBOT_VAR": str(folder), "PORT": str(self.port), "PYTHONPATH": str(ROOT), "WEB_PROCESSES": "2"}
        environment = {**os.environ, **settings, "PUBLIC_URL": f"http://127.0.0.1:{self.port}"}
        for command in ("migrate", "serve"):
            self.process = subprocess.Popen(
                [sys.executable, script, command], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
            )
            if command == "migrate":
                assert self.process.wait(SECONDS) == 0
                assert self.process.stdout is not None
                self.process.stdout.close()
        self.printed: Queue[str] = Queue()
        self.reader = Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.printed.put(line.strip())

    def line(self) -> str:
        try:
            return self.printed.get(timeout=SECONDS)
        except Empty:
            pytest.fail("it printed nothing")

    def children(self) -> list[psutil.Process]:
        """Web and worker, while they live; not the helper that multiprocessing keeps beside them."""
        found = []
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.Error):
                found += [child] if "spawn_main" in " ".join(child.cmdline()) else []
        return found

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def status(self) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def end(self, how: signal.Signals) -> list[psutil.Process]:
        """Signals it and gives the processes that are left some seconds later."""
        family = self.family()
        self.process.send_signal(how)
        self.process.wait(SECONDS)
        _, left = psutil.wait_procs(family, SECONDS)
        self.reader.join(5)
        return left


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    yield made
    if made.process.poll() is None:
        assert made.end(signal.SIGTERM) == []


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def answers(site: Site) -> bool:
    try:
        return site.status() == 200
    except OSError:
        return False


def test_it_says_where_to_go_heals_and_ends_when_asked(site: Site, tmp_path: Path) -> None:
    assert site.line() == f"Open http://127.0.0.1:{site.port}"
    assert site.line() == f"Mail lands in {tmp_path / 'outbox'}"
    assert site.status() == 200
    first = site.children()
    for child in first:
        child.kill()
    assert within(SECONDS, lambda: len(set(site.children()) - set(first)) == len(first) == 2)
    assert within(SECONDS, lambda: answers(site))
    assert site.end(signal.SIGTERM) == []
    assert site.process.returncode == 0


def test_nothing_is_left_of_it_when_it_is_killed(site: Site) -> None:
    site.line()
    assert len(site.family()) >= 4
    assert site.end(signal.SIGKILL) == []
    check_port("127.0.0.1", site.port)


def test_a_port_in_use_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen, match=f"Port {port} is in use"):
            check_port("127.0.0.1", port)


def test_a_port_that_cannot_be_is_told() -> None:
    with pytest.raises(CannotListen, match=r"0-65535.*PORT"):
        check_port("127.0.0.1", 70000)


def test_a_port_shared_by_another_server_of_the_kind_is_in_use() -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CannotListen, match="in use"):
            check_port("127.0.0.1", taken.getsockname()[1])


def test_the_command_stops_with_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("CHECKBOT_VAR", str(tmp_path))
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        CliRunner().invoke(main, ["migrate"])
        result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: Port ")
