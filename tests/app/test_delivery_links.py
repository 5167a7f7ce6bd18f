"""The link back, mailed to oneself: what the mail holds, and that its address is kept no longer than it waits."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from app import outbox
from app.delivery import deliver
from app.extensions import db
from app.mail_requests import TooManyMails, request_link, request_report
from app.mailer import BadAddress
from app.models import Assessment, MailKind, OutboxMessage, State
from app.security import Access, token
from tests.app.factories import NOW, completed
from tests.app.smtp import Postbox

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
PLACE = {"done": 6, "total": 31}
TO = "marieke@voorbeeld.nl"


@pytest.fixture
def check(smtp: Postbox, either_app: Flask) -> Iterator[Assessment]:
    with either_app.app_context():
        yield completed()[0]


def ask(check: Assessment, recipient: str = TO, now: datetime = NOW) -> int:
    message = request_link(check, PLACE, recipient, "nl", now)
    db.session.commit()
    return message.id


def rows() -> list[OutboxMessage]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def body(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def test_it_holds_the_way_back_and_no_attachment(check: Assessment, smtp: Postbox) -> None:
    deliver(ask(check), NOW)
    [mail] = smtp.mails
    assert smtp.recipients == [TO]
    assert mail["Subject"] == "Je link om verder te gaan met de check"
    assert list(mail.iter_attachments()) == []
    for kind in ("plain", "html"):
        assert "Je was bij vraag 7 van 31." in body(mail, kind)
        assert f"https://check.example.nl/chat/{token(Access.OWNER, check.id)}" in body(mail, kind)
        assert f"https://check.example.nl/erase/{token(Access.ERASE, check.id)}" in body(mail, kind)


def test_its_address_goes_once_it_is_sent(check: Assessment) -> None:
    message_id = ask(check)
    assert rows()[0].recipient == TO
    deliver(message_id, NOW)
    [row] = rows()
    assert (row.state, row.recipient, row.report_id) == (State.SENT, None, None)
    assert all("voorbeeld" not in str(value) for value in vars(row).values())


def test_its_address_goes_once_it_has_failed(check: Assessment, smtp: Postbox) -> None:
    smtp.replies = [f"550 5.1.1 <{TO}>: no such user"]
    deliver(ask(check), NOW)
    [row] = rows()
    assert (row.state, row.recipient) == (State.FAILED, None)
    assert all("voorbeeld" not in str(value) for value in vars(row).values())


def test_it_is_tried_again_to_the_same_address_with_the_same_words(check: Assessment, smtp: Postbox) -> None:
    message_id = ask(check)
    smtp.drops_after_data = True
    deliver(message_id, NOW)
    assert rows()[0].recipient == TO
    deliver(message_id, NOW + 30 * MINUTE)
    assert rows()[0].state == State.SENT
    first, second = smtp.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert body(first, "plain") == body(second, "plain")


def test_a_double_click_is_one_mail_and_a_later_request_another(check: Assessment, smtp: Postbox) -> None:
    first = ask(check)
    deliver(first, NOW)
    assert ask(check, f" {TO.upper()} ", NOW + 59 * SECOND) == first
    second = ask(check, TO, NOW + 61 * SECOND)
    deliver(second, NOW + 61 * SECOND)
    assert [row.generation for row in rows()] == [1, 2]
    assert smtp.recipients == [TO, TO]


def test_a_wrong_address_is_corrected_while_the_mail_is_not_out(check: Assessment, smtp: Postbox) -> None:
    smtp.replies = ["550 no such user"]
    first = ask(check, "mareike@voorbeeld.nl")
    deliver(first, NOW)
    assert ask(check) == first
    deliver(first, NOW)
    assert smtp.recipients == [TO]
    assert len(rows()) == 1


def test_five_are_the_most_and_reports_are_counted_apart(check: Assessment, smtp: Postbox) -> None:
    for number in range(5):
        deliver(ask(check, f"mail{number}@voorbeeld.nl"), NOW)
    with pytest.raises(TooManyMails):
        ask(check)
    db.session.rollback()
    report = request_report(check, completed()[1], TO, "nl", NOW)
    assert (report.kind, report.generation) == (MailKind.REPORT, 1)


def test_a_bad_address_changes_nothing(check: Assessment) -> None:
    with pytest.raises(BadAddress):
        ask(check, f"{TO}\nBcc: all@voorbeeld.nl")
    assert rows() == []


def test_how_a_link_stands_is_told_apart_from_the_report(check: Assessment) -> None:
    link = ask(check)
    assert outbox.last(check.id, MailKind.REPORT) is None
    found = outbox.last(check.id, MailKind.LINK)
    assert found is not None
    assert found.id == link
