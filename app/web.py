"""The web server: a process that looks after the ones which answer. It loads the site itself only in those."""

from __future__ import annotations

import signal

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

import app as application
from app.orphans import end_with_parent
from questionnaire.understanding import semantic

# What is under way may finish.
ENDS = 10


def run(host: str, port: int, processes: int, threads: int) -> None:
    end_with_parent(signal.SIGTERM)
    Granian(
        "app.web:site",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=ENDS,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


def site() -> Flask:
    """What each web process serves."""
    end_with_parent(signal.SIGTERM)
    semantic.warm()
    return application.create_app()
