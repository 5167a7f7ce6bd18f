"""What `checkbot serve` and `checkbot work` run: web server and mail worker, each restarted when it dies.

The children are started fresh, not forked, and end by themselves when their parent is gone: see orphans.
"""

from __future__ import annotations

import errno
import multiprocessing
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

import click
import structlog
from flask import Flask

import app as application
from app import jobs, rendering, web
from app.orphans import end_with_parent

# Some wait for a mail server while others wait for a renderer.
WORK_THREADS = 4
# The queue on SQLite is asked, it cannot call: this long at most between two times.
POLL_SECONDS = 1.0
HEALTH_SECONDS = 10
# What is under way may finish; the worker gets longest, since a mail cut off after DATA may be sent twice.
WORK_ENDS, CHILD_ENDS = 40, 45
TICK = 0.5
LONGEST_WAIT = 30.0
STEADY = 60.0

log = structlog.get_logger()


class CannotListen(click.ClickException):
    """The host and port of the settings cannot be had; the text says what to do."""


@dataclass
class Child:
    """A process that should run. `failures` in a row make the wait for the next start longer."""

    name: str
    target: Callable[..., None]
    args: tuple[Any, ...] = ()
    process: BaseProcess | None = None
    started: float = 0.0
    failures: int = 0
    starts_at: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.process = context.Process(target=self.target, args=self.args, name=self.name)
        self.process.start()
        self.started = time.monotonic()

    def look_after(self) -> None:
        """Start it when it is time to, and note when it died."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.starts_at:
                self.start()
        elif not self.process.is_alive():
            self.failures = 1 if now - self.started > STEADY else self.failures + 1
            self.starts_at = now + min(2.0 ** (self.failures - 1), LONGEST_WAIT)
            log.error("child died: it is started again", child=self.name, exit=self.process.exitcode)
            self.process = None

    def ask_to_end(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def see_end(self) -> None:
        if self.process is not None:
            self.process.join(CHILD_ENDS)
            self.process.kill()


def serve(app: Flask) -> None:
    """Run web and worker until SIGTERM or SIGINT. Raises CannotListen before anything is started."""
    host, port = app.config["HOST"], app.config["PORT"]
    check_port(host, port)
    options = (host, port, app.config["WEB_PROCESSES"], app.config["WEB_THREADS"])
    children = [Child("web", web.run, options), Child("worker", work_child)]
    stop = _stop_at_signal()
    Thread(target=_announce, args=(app, stop), daemon=True).start()
    try:
        while not stop.is_set():
            for child in children:
                child.look_after()
            stop.wait(TICK)
    finally:
        for child in children:
            child.ask_to_end()
        for child in children:
            child.see_end()


def work(app: Flask) -> None:
    """Run the mail worker until SIGTERM or SIGINT; a mail under way is finished first."""
    with app.app_context():
        rendering.warm(WORK_THREADS)
    consumer = jobs.of(app).queue.create_consumer(
        workers=WORK_THREADS, max_delay=POLL_SECONDS, shutdown_timeout=WORK_ENDS
    )
    consumer.start()
    # After the consumer has set its own, which cut a mail off at one of the two.
    stop = _stop_at_signal()
    log.info("worker ready", threads=WORK_THREADS)
    while not stop.wait(HEALTH_SECONDS):
        consumer.check_worker_health()
    consumer.stop(graceful=True)


def check_port(host: str, port: int) -> None:
    """Raises CannotListen. The server itself would share a port with another one of its kind without a word."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # The port as given: the address has it wrapped to 16 bits.
            probe.bind((address[0], port, *address[2:]))
    except (OSError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise CannotListen(f"Port {port} is in use: stop the program that uses it, or set PORT.") from error
        reason = getattr(error, "strerror", error)
        raise CannotListen(f"Cannot listen at {host}, port {port}: {reason}. See HOST and PORT.") from error


def work_child() -> None:
    end_with_parent(signal.SIGTERM)
    work(application.create_app())


def _stop_at_signal() -> Event:
    """An event that SIGTERM and SIGINT set."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _announce(app: Flask, stop: Event) -> None:
    """Say where to go, once somebody answers there."""
    config = app.config
    here = (_reachable(config["HOST"]), config["PORT"])
    while not _answers(here):
        if stop.wait(TICK):
            return
    click.echo(f"Open {config['PUBLIC_URL']}")
    if urlsplit(config["PUBLIC_URL"]).port != config["PORT"]:
        click.echo(f"This server listens at http://{config['HOST']}:{config['PORT']}")
    mail = f"goes through {config['SMTP_HOST']}" if config["SMTP_HOST"] else f"lands in {config['OUTBOX_FOLDER']}"
    click.echo(f"Mail {mail}")


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def _answers(address: tuple[str, int]) -> bool:
    try:
        socket.create_connection(address, timeout=1).close()
    except OSError:
        return False
    return True
