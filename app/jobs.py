"""The queue, which only wakes: it carries ids, and what it loses the sweep finds in the outbox a minute later."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

import psycopg
import structlog
from flask import Flask, current_app
from huey import PostgresHuey, RedisHuey, SqliteHuey, crontab
from huey.api import Huey
from huey.serializer import SignedSerializer
from redis import ConnectionPool, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry
from sqlalchemy import make_url

from app import delivery, drawings, handovers, outbox, publications, retention
from app.extensions import db

NAME = "checkbot"
# How long a page waits for a queue that does not answer, in seconds, before it goes on without.
CONNECT, ANSWER = 2, 5
SWEEP_SECONDS = 60
UNREACHABLE = (OSError, RedisError, psycopg.Error, sqlite3.Error)

log = structlog.get_logger()
_making = Lock()
_aside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="queue")


@dataclass(frozen=True, slots=True)
class Jobs:
    """The queue of one app and how its tasks are called: `deliver(id)` puts it on the queue."""

    queue: Huey
    deliver: Callable[[int], Any]
    draw: Callable[[UUID], Any]
    sweep: Callable[[], Any]
    publish: Callable[[], Any]
    purge: Callable[[], Any]


def wake(message_id: int) -> None:
    """Have a worker deliver this mail now. Call it after the commit. Without a queue the sweep delivers it."""
    try:
        of(current_app._get_current_object()).deliver(message_id)  # type: ignore[attr-defined]
    except UNREACHABLE as error:
        log.error("queue out of reach: the mail waits for the sweep", outbox=message_id, reason=str(error))


def draw_ahead(assessment: UUID) -> None:
    """Have a worker draw the report of this check. Call it after the commit. It never waits, and may come to nothing.

    Who answers a question should not wait for a queue that is out of reach, so another thread puts it there.
    """
    _aside.submit(_put_drawing, current_app._get_current_object(), assessment)  # type: ignore[attr-defined]


def _put_drawing(app: Flask, assessment: UUID) -> None:
    try:
        of(app).draw(assessment)
    except UNREACHABLE as error:
        log.warning("queue out of reach: nothing is drawn ahead", reason=str(error))


def of(app: Flask) -> Jobs:
    """The queue of QUEUE_URL with our tasks, made at first use in each process."""
    with _making:
        if NAME not in app.extensions:
            app.extensions[NAME] = _with_tasks(_connected(app.config), app)
        jobs: Jobs = app.extensions[NAME]
        return jobs


def _connected(config: Mapping[str, Any]) -> Huey:
    """Raises ValueError for a QUEUE_URL of another kind, and one of UNREACHABLE for a database that is not there."""
    url = make_url(config["QUEUE_URL"])
    kind = url.get_backend_name()
    # Tasks are pickled: unsigned, whoever can write to the queue could run code here.
    options = {"results": False, "serializer": SignedSerializer(config["SECRET_KEY"], salt=NAME)}
    if kind == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(NAME, filename=url.database, timeout=ANSWER, **options)
    if kind in ("redis", "rediss"):
        # Its own retries wait between tries, which a page cannot; one at once is for a connection gone stale.
        once = Retry(NoBackoff(), 1)
        limits = {"socket_connect_timeout": CONNECT, "socket_timeout": ANSWER, "retry": once}
        return RedisHuey(NAME, connection_pool=ConnectionPool.from_url(config["QUEUE_URL"], **limits), **options)
    if kind in ("postgresql", "postgres"):
        dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey(NAME, dsn=dsn, connect_timeout=CONNECT, **options)
    raise ValueError(f"QUEUE_URL: no queue in {kind}; choose sqlite:///path, redis://host or postgresql://host/name")


def _with_tasks(queue: Huey, app: Flask) -> Jobs:
    @queue.task(name="deliver")
    def deliver(message_id: int) -> None:
        # A context a task, so that no session outlives its mail; the app itself is made once a process.
        with app.app_context():
            delivery.deliver(message_id, _now())

    @queue.task(name="draw")
    def draw(assessment: UUID) -> None:
        with app.app_context():
            drawings.ahead(assessment)

    @queue.periodic_task(crontab(), name="sweep", expires=SWEEP_SECONDS)
    def sweep() -> None:
        """A sweep that waited until the next one is left out: it would find the same mails."""
        with app.app_context():
            for message_id in outbox.due(_now()):
                # The time of each: a lease counted from the start of a long sweep would be over before it began.
                delivery.deliver(message_id, _now())

    @queue.periodic_task(crontab(), name="publish", expires=SWEEP_SECONDS)
    def publish() -> None:
        """Editions whose moment has come; which of two workers finds one does not matter."""
        with app.app_context():
            for publication_id in publications.due(_now()):
                publications.carry_out(publication_id, _now())
                db.session.commit()

    @queue.periodic_task(crontab(hour="3", minute="10"), name="purge")
    def purge() -> None:
        with app.app_context():
            count = retention.purge(_now(), app.config["RETENTION_MONTHS"])
            drawings.purge(_now())
            handovers.forget(_now())
            db.session.commit()
            log.info("old checks erased", count=count)

    return Jobs(queue, deliver, draw, sweep, publish, purge)


def _now() -> datetime:
    return datetime.now(UTC)
