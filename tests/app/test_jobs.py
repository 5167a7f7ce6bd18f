"""The queue wakes a worker, on each of its three kinds; without one the sweep does."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from huey.api import Huey

from app import delivery, jobs, rendering
from app.extensions import db
from app.mail_requests import request_report
from app.models import OutboxMessage, State
from tests.app.factories import completed
from tests.services.programs import free_port


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "pdf", lambda report, locale: b"%PDF")


@pytest.fixture(params=["sqlite", "redis", "postgresql"])
def queued_app(request: pytest.FixtureRequest, overrides: dict[str, Any]) -> Iterator[Flask]:
    if request.param != "sqlite":
        overrides["QUEUE_URL"] = request.getfixturevalue("redis_url" if request.param == "redis" else "postgres_url")
    made: Flask = request.getfixturevalue("app")
    yield made
    jobs.of(made).queue.storage.close()


def ask() -> int:
    now = datetime.now(UTC)
    message_id = request_report(*completed(now), "marieke@voorbeeld.nl", "nl", now).id
    db.session.commit()
    return message_id


def run_one(queue: Huey) -> bool:
    """What a worker thread does with the next task; False when there is none."""
    task = queue.dequeue()
    if task is not None:
        queue.execute(task)
    return task is not None


def mails(app: Flask) -> list[Path]:
    return list(app.config["OUTBOX_FOLDER"].glob("*.eml"))


def test_a_woken_worker_delivers(queued_app: Flask) -> None:
    with queued_app.app_context():
        message_id = ask()
        jobs.wake(message_id)
        assert mails(queued_app) == []
    queue = jobs.of(queued_app).queue
    assert run_one(queue)
    assert len(mails(queued_app)) == 1
    assert not run_one(queue)


def test_the_sweep_delivers_what_was_never_woken(queued_app: Flask) -> None:
    with queued_app.app_context():
        message_id = ask()
    queue = jobs.of(queued_app).queue
    [sweep] = [task for task in queue.read_periodic(datetime.now(UTC)) if task.name == "sweep"]
    queue.enqueue(sweep)
    assert run_one(queue)
    with queued_app.app_context():
        assert db.session.get_one(OutboxMessage, message_id).state == State.SENT
    assert len(mails(queued_app)) == 1


def test_a_queue_carries_an_id_and_no_address(queued_app: Flask) -> None:
    with queued_app.app_context():
        message_id = ask()
        jobs.wake(message_id)
    queue = jobs.of(queued_app).queue
    [task] = queue.pending()
    assert task.args == (message_id,)
    [stored] = queue.storage.enqueued_items()
    assert b"voorbeeld" not in stored


def test_what_another_secret_signed_is_not_run(queued_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    queue = jobs.of(queued_app).queue
    ran: list[int] = []
    monkeypatch.setattr(delivery, "deliver", lambda message_id, now: ran.append(message_id))
    with queued_app.app_context():
        jobs.wake(7)
    [stored] = queue.storage.enqueued_items()
    assert run_one(queue)
    queue.storage.enqueue(stored[:-8] + b"00000000")
    with pytest.raises(ValueError, match="mismatch"):
        run_one(queue)
    assert ran == [7]


@pytest.mark.parametrize("url", ["redis://127.0.0.1:{port}/0", "postgresql://nobody@127.0.0.1:{port}/none"])
def test_a_queue_that_is_gone_stops_no_page(
    overrides: dict[str, Any], url: str, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    overrides["QUEUE_URL"] = url.format(port=free_port())
    app: Flask = request.getfixturevalue("app")
    with app.app_context():
        jobs.wake(1)
    assert "waits for the sweep" in caplog.text


def test_a_queue_of_an_unknown_kind_is_named(app: Flask) -> None:
    app.config["QUEUE_URL"] = "amqp://127.0.0.1"
    with pytest.raises(ValueError, match="QUEUE_URL: no queue in amqp"):
        jobs.of(app)
