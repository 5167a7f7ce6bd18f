"""More than one worker, and workers that are killed: one mail, whoever sends it."""

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app import rendering
from app.delivery import LEASE, deliver
from app.extensions import db
from app.mail_requests import request_report
from app.models import Assessment, OutboxMessage, State, StoredReport
from tests.app.factories import NOW, completed
from tests.app.smtp import Postbox

ROOT = Path(__file__).parents[2]
# A worker that draws no PDF, so that the test waits for the mail alone.
WORKER = """
from app import create_app, rendering, serving
rendering.pdf = lambda report, locale: b"%PDF"
serving.work(create_app())
"""


def ask(now: datetime = NOW) -> int:
    assessment, stored = completed(now)
    message_id = request_report(assessment, stored, "marieke@voorbeeld.nl", "nl", now).id
    db.session.commit()
    return message_id


def state(message_id: int) -> tuple[str, int]:
    db.session.rollback()
    row = db.session.scalars(select(OutboxMessage).where(OutboxMessage.id == message_id)).one()
    return row.state, row.attempts


def test_workers_that_start_at_once_send_one_mail(
    smtp: Postbox, either_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "pdf", lambda report, locale: b"%PDF")
    with either_app.app_context():
        message_id = ask()
    workers = 4
    together = Barrier(workers)

    def work() -> None:
        with either_app.app_context():
            together.wait(10)
            deliver(message_id, NOW)

    threads = [Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with either_app.app_context():
        assert state(message_id) == (State.SENT, 1)
    assert len(smtp.mails) == 1


def test_a_request_waits_for_one_under_way_and_gets_the_same_mail(smtp: Postbox, either_app: Flask) -> None:
    made: list[int] = []

    def request(ids: tuple[uuid.UUID, int]) -> None:
        with either_app.app_context():
            check = db.session.get_one(Assessment, ids[0]), db.session.get_one(StoredReport, ids[1])
            message = request_report(*check, "marieke@voorbeeld.nl", "nl", NOW)
            db.session.commit()
            made.append(message.id)

    with either_app.app_context():
        assessment, stored = completed()
        second = Thread(target=request, args=((assessment.id, stored.id),))
        first = request_report(assessment, stored, "marieke@voorbeeld.nl", "nl", NOW)
        second.start()
        second.join(0.5)
        assert made == []
        db.session.commit()
        second.join(20)
        assert made == [first.id]


def test_a_worker_that_lost_its_lease_does_not_send(smtp: Postbox, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    later = NOW + LEASE + timedelta(seconds=1)

    def overtaken(*_: Any) -> bytes:
        """This worker hangs until its lease is over, and another one takes the mail."""
        monkeypatch.setattr(rendering, "pdf", lambda report, locale: b"%PDF")
        other = Thread(target=in_a_context, args=(later,))
        other.start()
        other.join(20)
        return b"%PDF"

    def in_a_context(now: datetime) -> None:
        with app.app_context():
            deliver(message_id, now)

    monkeypatch.setattr(rendering, "pdf", overtaken)
    # The other does not wait long for what this one is drawing.
    app.config["RENDER_SECONDS"] = 1
    with app.app_context():
        message_id = ask()
        deliver(message_id, NOW)
        assert state(message_id) == (State.SENT, 2)
    assert len(smtp.mails) == 1


def test_a_mail_erased_while_it_is_sent_does_not_mark_the_next_one(
    smtp: Postbox, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "pdf", lambda report, locale: b"%PDF")
    smtp.delay = 1.0
    with app.app_context():
        first = ask()

        def send() -> None:
            with app.app_context():
                deliver(first, NOW)

        sending = Thread(target=send)
        sending.start()
        assert smtp.has_data.wait(10)
        db.session.execute(delete(Assessment))
        db.session.commit()
        assert ask() == first, "SQLite gives the number of a deleted row again"
        sending.join(20)
        assert len(smtp.mails) == 1
        assert state(first) == (State.WAITING, 0)


@pytest.fixture
def worker(smtp: Postbox, app: Flask, overrides: dict[str, Any], tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`checkbot work` as a process of its own, with the settings of this test in its environment."""
    names = ("SECRET_KEY", "PUBLIC_URL", "QUEUE_URL", "MAIL_FROM", "SMTP_HOST", "SMTP_PORT", "SMTP_SECURITY")
    settings = {name: str(overrides[name]) for name in names}
    settings |= {"DATABASE_URL": overrides["SQLALCHEMY_DATABASE_URI"], "CHECKBOT_VAR": str(tmp_path)}
    command = [sys.executable, "-c", WORKER]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}) as process:
        yield process
        process.kill()


def test_a_killed_worker_loses_no_mail_and_sends_none_twice(
    smtp: Postbox, app: Flask, worker: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "pdf", lambda report, locale: b"%PDF")
    smtp.may_answer.clear()
    now = datetime.now(UTC)
    with app.app_context():
        message_id = ask(now)
        assert smtp.has_data.wait(40), "the worker's first sweep did not find the mail"
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
        smtp.may_answer.set()
        assert state(message_id) == (State.WAITING, 1)
        deliver(message_id, datetime.now(UTC))
        assert smtp.mails == [], "the lease still runs"
        deliver(message_id, datetime.now(UTC) + LEASE)
        assert state(message_id) == (State.SENT, 2)
    assert len(smtp.mails) == 1


def test_a_worker_asked_to_end_finishes_its_mail(smtp: Postbox, app: Flask, worker: subprocess.Popen[bytes]) -> None:
    with app.app_context():
        smtp.delay = 1.0
        message_id = ask(datetime.now(UTC))
        assert smtp.has_data.wait(40)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0
        assert state(message_id) == (State.SENT, 1)
    assert len(smtp.mails) == 1
