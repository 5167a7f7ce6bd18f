"""Asking for a mail: when that is the same mail, a corrected one or another. All is flushed, for the caller to commit.

Whoever asks wakes a worker after the commit. Five mails of a kind are the most for one check.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from app import mailer
from app.extensions import db
from app.models import Assessment, MailKind, OutboxMessage, Staff, State, StoredReport
from app.security import address_mark

MOST_MAILS = 5
# Who asks for the link again after this long has not found it, and gets another; before, it is a double click.
LINK_IS_NEW = timedelta(minutes=1)


class TooManyMails(Exception):
    """As many mails of this kind as one check may ask for have been asked for."""


def request_report(
    assessment: Assessment, report: StoredReport, recipient: str, locale: str, now: datetime
) -> OutboxMessage:
    """The mail that brings this report to this address.

    Asking again gives the same mail, tried again if it failed. Another address corrects the mail that is not out yet.
    Raises mailer.BadAddress, and TooManyMails after five.
    """
    recipient = mailer.checked(recipient)
    mails = _mails(assessment, MailKind.REPORT)
    mine = [mail for mail in mails if mail.report_id == report.id]
    same = _to(recipient, mine)
    if same and same[-1].state != State.FAILED:
        return same[-1]
    message = (same or _unsent(mine, now) or [_next(mails, assessment, MailKind.REPORT)])[-1]
    message.report_id = report.id
    return _addressed(message, recipient, locale, now)


def request_reviewed(
    assessment: Assessment, report: StoredReport, recipient: str, locale: str, now: datetime
) -> OutboxMessage:
    """The mail that brings a reviewed report. One of an earlier review that is not out yet brings this one instead.

    Raises TooManyMails after five.
    """
    mails = _mails(assessment, MailKind.REVIEWED)
    message = (_unsent(mails, now) or [_next(mails, assessment, MailKind.REVIEWED)])[-1]
    message.report_id = report.id
    return _addressed(message, recipient, locale, now)


def request_link(
    assessment: Assessment, place: dict[str, int], recipient: str, locale: str, now: datetime
) -> OutboxMessage:
    """The mail that brings the link to this check to this address, and tells at which place it is: done, of total.

    Asking again within a minute gives the same mail. Later it gives another one, or corrects the one that is not out
    yet. Raises mailer.BadAddress, and TooManyMails after five.
    """
    recipient = mailer.checked(recipient)
    mails = _mails(assessment, MailKind.LINK)
    same = [mail for mail in _to(recipient, mails) if now < mail.created + LINK_IS_NEW]
    if same and same[-1].state != State.FAILED:
        return same[-1]
    message = (_unsent(mails, now) or [_next(mails, assessment, MailKind.LINK)])[-1]
    message.place = place
    return _addressed(message, recipient, locale, now)


def request_for_staff(kind: MailKind, person: Staff, now: datetime) -> OutboxMessage:
    """The mail of this kind to a colleague. Asking again within a minute gives the same mail."""
    mine = OutboxMessage.staff_id == person.id, OutboxMessage.kind == kind
    last = db.session.scalar(select(OutboxMessage).where(*mine).order_by(OutboxMessage.id.desc()).limit(1))
    if last and now < last.created + LINK_IS_NEW:
        return last
    return _to_colleague(OutboxMessage(kind=kind, generation=1), person, now)


def request_notice(person: Staff, assessment: uuid.UUID, request: int, generation: int, now: datetime) -> OutboxMessage:
    """The mail that tells a colleague of a request for a person; it goes with the check."""
    told = OutboxMessage(
        assessment_id=assessment, kind=MailKind.HANDOVER, place={"request": request}, generation=generation
    )
    return _to_colleague(told, person, now)


def _mails(assessment: Assessment, kind: MailKind) -> Sequence[OutboxMessage]:
    """The mails of this kind up to now, oldest first."""
    # One request at a time for this check: without the lock, two at once would each make the first mail.
    db.session.execute(select(Assessment.id).where(Assessment.id == assessment.id).with_for_update())
    return db.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.assessment_id == assessment.id, OutboxMessage.kind == kind)
        .order_by(OutboxMessage.generation)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _to(recipient: str, mails: Sequence[OutboxMessage]) -> list[OutboxMessage]:
    return [mail for mail in mails if mail.recipient_mark == address_mark(recipient, _check(mail))]


def _check(mail: OutboxMessage) -> uuid.UUID:
    """The check that a mail to a respondent belongs to."""
    assert mail.assessment_id is not None
    return mail.assessment_id


def _unsent(mails: Sequence[OutboxMessage], now: datetime) -> list[OutboxMessage]:
    """The mails that may still be corrected. One with a lease may be on its way to its address at this moment."""
    return [mail for mail in mails if mail.state != State.SENT and not (mail.leased_until and mail.leased_until > now)]


def _next(mails: Sequence[OutboxMessage], assessment: Assessment, kind: MailKind) -> OutboxMessage:
    """A mail of the next generation. Its Message-ID stays the same however often it is tried."""
    if len(mails) >= MOST_MAILS:
        raise TooManyMails
    return OutboxMessage(
        assessment_id=assessment.id,
        kind=kind,
        generation=mails[-1].generation + 1 if mails else 1,
        message_id=_message_id(),
    )


def _message_id() -> str:
    return f"<{uuid.uuid4()}@{mailer.domain(current_app.config['PUBLIC_URL'])}>"


def _to_colleague(message: OutboxMessage, person: Staff, now: datetime) -> OutboxMessage:
    message.staff_id, message.recipient, message.locale = person.id, person.email, person.locale
    message.message_id, message.created, message.due = _message_id(), now, now
    db.session.add(message)
    db.session.flush()
    return message


def _addressed(message: OutboxMessage, recipient: str, locale: str, now: datetime) -> OutboxMessage:
    message.recipient, message.locale = recipient, locale
    message.recipient_mark = address_mark(recipient, _check(message))
    message.state, message.attempts, message.error = State.WAITING, 0, None
    message.created = message.due = now
    db.session.add(message)
    db.session.flush()
    return message
