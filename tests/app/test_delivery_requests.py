"""Asking for a report by mail: when that is the same mail, a corrected one or another."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import rendering
from app.delivery import deliver
from app.extensions import db
from app.mail_requests import TooManyMails, request_report
from app.mailer import BadAddress
from app.models import Assessment, OutboxMessage, State, StoredReport
from tests.app.factories import NOW, completed, later_report
from tests.app.smtp import Postbox

LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def check(
    smtp: Postbox, either_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Assessment, StoredReport]]:
    monkeypatch.setattr(rendering, "pdf", lambda report, locale: b"%PDF")
    with either_app.app_context():
        yield completed()


def ask(check: tuple[Assessment, StoredReport], recipient: str) -> OutboxMessage:
    message = request_report(*check, recipient, "nl", NOW)
    db.session.commit()
    return message


def rows() -> list[OutboxMessage]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.generation)))


def test_asking_twice_gives_one_mail(check: tuple[Assessment, StoredReport], smtp: Postbox) -> None:
    first = ask(check, "jan@voorbeeld.nl").id
    deliver(first, NOW)
    assert ask(check, " Jan@voorbeeld.nl ").id == first
    deliver(first, LATER)
    assert [(row.generation, row.state) for row in rows()] == [(1, State.SENT)]
    assert smtp.recipients == ["jan@voorbeeld.nl"]


def test_a_wrong_address_is_corrected_while_the_mail_is_not_out(
    check: tuple[Assessment, StoredReport], smtp: Postbox
) -> None:
    first = ask(check, "jan@voorbeld.nl")
    smtp.replies = ["450 later"]
    deliver(first.id, NOW)
    assert ask(check, "jan@voorbeeld.nl").id == first.id
    deliver(first.id, NOW)
    assert [(row.state, row.attempts) for row in rows()] == [(State.SENT, 1)]
    assert smtp.recipients == ["jan@voorbeeld.nl"]


@pytest.mark.parametrize("second", ["jan@voorbeeld.nl", "piet@voorbeeld.nl"])
def test_a_failed_mail_is_tried_again_when_asked(
    check: tuple[Assessment, StoredReport], smtp: Postbox, second: str
) -> None:
    smtp.replies = ["550 no"]
    first = ask(check, "jan@voorbeeld.nl")
    deliver(first.id, NOW)
    assert rows()[0].state == State.FAILED
    again = request_report(*check, second, "en", LATER)
    db.session.commit()
    assert [(row.id, row.recipient, row.locale, row.error) for row in rows()] == [(first.id, second, "en", None)]
    deliver(again.id, LATER)
    assert smtp.recipients == [second]


def test_a_mail_on_its_way_is_not_turned_to_another_address(
    check: tuple[Assessment, StoredReport], smtp: Postbox
) -> None:
    first = ask(check, "jan@voorbeeld.nl")
    first.leased_until = NOW + timedelta(minutes=5)
    db.session.commit()
    second = ask(check, "piet@voorbeeld.nl")
    assert [row.recipient for row in rows()] == ["jan@voorbeeld.nl", "piet@voorbeeld.nl"]
    assert second.message_id != rows()[0].message_id


def test_another_address_gets_a_mail_of_its_own_five_times_at_most(
    check: tuple[Assessment, StoredReport], smtp: Postbox
) -> None:
    for number in range(5):
        deliver(ask(check, f"mail{number}@voorbeeld.nl").id, NOW)
    with pytest.raises(TooManyMails):
        ask(check, "mail5@voorbeeld.nl")
    db.session.rollback()
    assert [row.generation for row in rows()] == [1, 2, 3, 4, 5]
    assert smtp.recipients == [f"mail{number}@voorbeeld.nl" for number in range(5)]


def test_a_later_report_is_another_mail_to_the_same_address(
    check: tuple[Assessment, StoredReport], smtp: Postbox
) -> None:
    deliver(ask(check, "jan@voorbeeld.nl").id, NOW)
    again = (check[0], later_report(check[0], 2, LATER))
    deliver(ask(again, "jan@voorbeeld.nl").id, NOW)
    assert smtp.recipients == ["jan@voorbeeld.nl"] * 2
    assert [row.report_id for row in rows()] == [check[1].id, again[1].id]


def test_a_bad_address_changes_nothing(check: tuple[Assessment, StoredReport]) -> None:
    with pytest.raises(BadAddress):
        ask(check, "jan@voorbeeld.nl\nBcc: all@voorbeeld.nl")
    assert rows() == []


def test_erasing_the_check_erases_its_mail(check: tuple[Assessment, StoredReport]) -> None:
    ask(check, "jan@voorbeeld.nl")
    db.session.delete(check[0])
    db.session.commit()
    assert rows() == []
