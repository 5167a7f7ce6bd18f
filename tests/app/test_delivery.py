"""From the outbox to a mailbox: what is tried when, and that no mail is lost or sent twice."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app import outbox, rendering
from app.delivery import deliver
from app.extensions import db
from app.mail_requests import request_report
from app.models import OutboxMessage, State
from app.security import Access, token
from tests.app.factories import NOW, completed
from tests.app.smtp import Postbox

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PDF = b"%PDF-1.7 drawn elsewhere"


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real drawing is tested in test_rendering.py."""
    monkeypatch.setattr(rendering, "pdf", lambda report, locale: PDF)


@pytest.fixture
def context(smtp: Postbox, app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def ask(recipient: str = "marieke@voorbeeld.nl", now: datetime = NOW) -> int:
    assessment, stored = completed(now)
    message = request_report(assessment, stored, recipient, "nl", now)
    db.session.commit()
    return message.id


def row(message_id: int) -> OutboxMessage:
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage).where(OutboxMessage.id == message_id)).one()


@pytest.mark.usefixtures("context")
def test_a_mail_that_is_taken_is_sent(smtp: Postbox) -> None:
    message_id = ask()
    deliver(message_id, NOW)
    sent = row(message_id)
    assert (sent.state, sent.sent_at, sent.attempts, sent.leased_until) == (State.SENT, NOW, 1, None)
    [mail] = smtp.mails
    assert smtp.recipients == ["marieke@voorbeeld.nl"]
    assert mail["Message-ID"] == sent.message_id
    assert sent.message_id.endswith("@check.example.nl>")
    assert sent.recipient is None
    [attached] = mail.iter_attachments()
    assert attached.get_content() == PDF


@pytest.mark.usefixtures("context")
def test_its_links_lead_to_the_public_url(smtp: Postbox) -> None:
    message_id = ask()
    deliver(message_id, NOW)
    assessment = row(message_id).assessment_id
    for kind in ("plain", "html"):
        body = smtp.mails[0].get_body((kind,))
        assert body is not None
        assert f"https://check.example.nl/result/{token(Access.RESULT, assessment)}" in body.get_content()
        assert token(Access.OWNER, assessment) not in body.get_content()
        assert f"https://check.example.nl/erase/{token(Access.ERASE, assessment)}" in body.get_content()


@pytest.mark.usefixtures("context")
def test_a_sent_mail_is_not_sent_again(smtp: Postbox) -> None:
    message_id = ask()
    for minutes in (0, 1, 600):
        deliver(message_id, NOW + minutes * MINUTE)
    assert len(smtp.mails) == 1
    assert outbox.due(NOW + 600 * MINUTE) == []


@pytest.mark.usefixtures("context")
def test_a_reply_of_4xx_is_tried_again_after_a_minute(smtp: Postbox) -> None:
    message_id = ask()
    smtp.replies = ["451 try later, marieke@voorbeeld.nl"]
    deliver(message_id, NOW)
    waiting = row(message_id)
    assert (waiting.state, waiting.due, waiting.attempts) == (State.WAITING, NOW + MINUTE, 1)
    assert waiting.error == "the mail server said: 451 try later, [address]"
    assert waiting.recipient == "marieke@voorbeeld.nl"
    deliver(message_id, NOW + 59 * timedelta(seconds=1))
    assert smtp.mails == []
    deliver(message_id, NOW + MINUTE)
    assert row(message_id).state == State.SENT
    assert len(smtp.mails) == 1


@pytest.mark.usefixtures("context")
def test_a_refused_connection_is_tried_for_72_hours_and_then_failed(smtp: Postbox, app: Flask) -> None:
    smtp.stop()
    smtp.server = None
    message_id, now, waits = ask(), NOW, []
    while row(message_id).state == State.WAITING:
        assert outbox.due(now - MINUTE / 60) == []
        assert outbox.due(now) == [message_id]
        deliver(message_id, now)
        waits.append(row(message_id).due - now)
        now = row(message_id).due
    assert [wait / MINUTE for wait in waits[:6]] == [1, 5, 15, 30, 60, 60]
    assert set(waits[5:-1]) == {HOUR}
    assert NOW + 71 * HOUR < now <= NOW + 72 * HOUR
    assert row(message_id).state == State.FAILED
    [failure] = outbox.status(now).failures
    assert failure.error.startswith("given up after 72 hours: no connection to the mail server:")
    assert row(message_id).recipient is None
    assert outbox.due(now + 1000 * HOUR) == []


@pytest.mark.usefixtures("context")
def test_a_reply_of_5xx_stops_and_staff_see_it_without_the_address(
    smtp: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    message_id = ask()
    smtp.replies = ["550 5.1.1 <marieke@voorbeeld.nl>: no such user"]
    deliver(message_id, NOW)
    assert (row(message_id).state, row(message_id).recipient) == (State.FAILED, None)
    status = outbox.status(NOW)
    assert status.counts == {"waiting": 0, "sent": 0, "failed": 1}
    assert status.failures[0].error == "the mail server said: 550 5.1.1 <[address]>: no such user"
    [line] = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert "mail failed" in line
    assert "voorbeeld" not in line


@pytest.mark.usefixtures("context")
def test_a_drop_after_data_waits_half_an_hour_and_keeps_its_message_id(smtp: Postbox) -> None:
    message_id = ask()
    smtp.drops_after_data = True
    deliver(message_id, NOW)
    waiting = row(message_id)
    assert (waiting.state, waiting.due) == (State.WAITING, NOW + 30 * MINUTE)
    deliver(message_id, NOW + 30 * MINUTE)
    assert row(message_id).state == State.SENT
    assert [mail["Message-ID"] for mail in smtp.mails] == [waiting.message_id] * 2


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (rendering.RenderFailed("it took longer than 30 seconds"), "it took longer than 30 seconds"),
        (KeyError("Tuincentrum De Vries"), "a fault of ours: KeyError"),
    ],
)
@pytest.mark.usefixtures("context")
def test_a_report_that_cannot_be_drawn_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, smtp: Postbox, fault: Exception, reason: str
) -> None:
    def fail(*_: Any) -> bytes:
        raise fault

    monkeypatch.setattr(rendering, "pdf", fail)
    message_id = ask()
    deliver(message_id, NOW)
    waiting = row(message_id)
    assert (waiting.state, waiting.due, waiting.error) == (State.WAITING, NOW + MINUTE, reason)
    deliver(message_id, NOW + 73 * HOUR)
    assert row(message_id).state == State.FAILED
    assert smtp.mails == []


@pytest.mark.usefixtures("context")
def test_a_mail_that_no_worker_saw_for_days_is_still_tried(smtp: Postbox) -> None:
    message_id = ask()
    deliver(message_id, NOW + 100 * HOUR)
    assert row(message_id).state == State.SENT


@pytest.mark.usefixtures("context")
def test_no_transaction_is_open_while_a_pdf_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    open_ones: list[bool] = []

    def note(*_: Any) -> bytes:
        open_ones.append(db.session.registry().in_transaction())
        return PDF

    monkeypatch.setattr(rendering, "pdf", note)
    deliver(ask(), NOW)
    assert open_ones == [False]


@pytest.mark.usefixtures("context")
def test_a_check_erased_while_its_report_is_drawn_is_not_mailed(monkeypatch: pytest.MonkeyPatch, smtp: Postbox) -> None:
    message_id = ask()

    def erase(*_: Any) -> bytes:
        db.session.delete(row(message_id))
        db.session.commit()
        return PDF

    monkeypatch.setattr(rendering, "pdf", erase)
    deliver(message_id, NOW)
    assert smtp.mails == []


class TestALoginThatFails:
    @pytest.fixture
    def locked(self, postbox: Postbox, overrides: dict[str, Any]) -> Postbox:
        postbox.takes_login = False
        overrides.update(postbox.start(authenticator=postbox.log_in, auth_require_tls=False))
        overrides.update(SMTP_USER="checkbot", SMTP_PASSWORD="wrong")
        return postbox

    @pytest.fixture
    def context(self, locked: Postbox, app: Flask) -> Iterator[None]:
        with app.app_context():
            yield

    @pytest.mark.usefixtures("context")
    def test_pauses_the_queue_without_counting_an_attempt(self, locked: Postbox) -> None:
        first, second = ask(), ask("jan@voorbeeld.nl")
        deliver(first, NOW)
        tries = locked.logins
        deliver(second, NOW)
        deliver(second, NOW + 29 * MINUTE)
        assert locked.logins == tries > 0
        assert [(row(each).state, row(each).attempts) for each in (first, second)] == [(State.WAITING, 0)] * 2
        assert outbox.due(NOW + 29 * MINUTE) == []
        assert outbox.status(NOW).paused_until == NOW + 30 * MINUTE

    @pytest.mark.usefixtures("context")
    def test_lets_all_mail_go_once_it_works_again(self, locked: Postbox) -> None:
        first, second = ask(), ask("jan@voorbeeld.nl")
        deliver(first, NOW)
        locked.takes_login = True
        later = NOW + 30 * MINUTE
        assert sorted(outbox.due(later)) == [first, second]
        for message_id in outbox.due(later):
            deliver(message_id, later)
        assert sorted(locked.recipients) == ["jan@voorbeeld.nl", "marieke@voorbeeld.nl"]
        assert outbox.status(later).paused_until is None

    @pytest.mark.usefixtures("context")
    def test_is_told_to_staff(self, caplog: pytest.LogCaptureFixture) -> None:
        deliver(ask(), NOW)
        assert "SMTP_PASSWORD" in caplog.text
