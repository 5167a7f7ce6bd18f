"""Bringing mail to mailboxes: the outbox table is the truth, and a lease on a row says who is working on it.

A mail ends `sent`, or `failed` where staff can see it, and its address goes from the row with that. Each step is
committed here, so that a worker killed between two of them leaves a row that the next one can take over. No transaction
is open while a PDF is made or a mail is sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

import structlog
from flask import current_app
from sqlalchemy import ColumnElement, CursorResult, Update, select, update

from app import letters, mailer, rendering
from app.extensions import db
from app.letters import Parcel
from app.models import MailKind, OutboxMessage, State, StoredReport
from app.outbox import PAUSED, claimable, paused_until

LEASE = timedelta(minutes=5)
RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60))
GIVE_UP_AFTER = timedelta(hours=72)
AMBIGUOUS_WAITS = timedelta(minutes=30)
PAUSE = timedelta(minutes=30)

log = structlog.get_logger()


def deliver(message_id: int, now: datetime) -> None:
    """Try one mail, unless another worker has it, it is not due or the queue is paused. What goes wrong is recorded."""
    parcel = _claim(message_id, now)
    if parcel is None:
        return
    if parcel.attempts > 1 and now > parcel.created + GIVE_UP_AFTER:
        _fail(parcel, "given up after 72 hours")
        return
    try:
        message = letters.written(parcel)
        if not _is_held(parcel):
            log.info("mail withdrawn", outbox=parcel.id)
            return
        mailer.transport(current_app.config).send(message)
    except (mailer.MailFailed, rendering.RenderFailed) as error:
        _settle(parcel, error, now)
    except Exception as error:
        log.exception("mail met a fault", outbox=parcel.id)
        _again(parcel, f"a fault of ours: {type(error).__name__}", _wait(parcel), now)
    else:
        _record(parcel, state=State.SENT, sent_at=now, error=None, recipient=None)
        log.info("mail sent", outbox=parcel.id, attempt=parcel.attempts)


def _claim(message_id: int, now: datetime) -> Parcel | None:
    """Lease a mail and read what its delivery needs. The attempt counts from here, also if this worker is killed."""
    until = now + max(LEASE, timedelta(seconds=current_app.config["RENDER_SECONDS"]) + LEASE / 2)
    lease = update(OutboxMessage).where(OutboxMessage.id == message_id, *claimable(now))
    values = {"leased_until": until, "attempts": OutboxMessage.attempts + 1}
    if paused_until(now) or not _changed(lease.values(values)):
        db.session.rollback()
        return None
    row, report = db.session.execute(
        select(OutboxMessage, StoredReport.body)
        .outerjoin(StoredReport, StoredReport.id == OutboxMessage.report_id)
        .where(OutboxMessage.id == message_id)
        .execution_options(populate_existing=True)
    ).one()
    parcel = Parcel(
        id=row.id,
        assessment=row.assessment_id,
        staff=row.staff_id,
        kind=MailKind(row.kind),
        report=report,
        place=row.place,
        recipient=row.recipient or "",
        locale=row.locale,
        message_id=row.message_id,
        attempts=row.attempts,
        created=row.created,
        leased_until=until,
    )
    db.session.commit()
    return parcel


def _is_held(parcel: Parcel) -> bool:
    """False once the check was erased, or once this took so long that another worker has the mail."""
    held = db.session.scalar(select(OutboxMessage.id).where(*_mine(parcel)))
    db.session.rollback()
    return held is not None


def _settle(parcel: Parcel, error: Exception, now: datetime) -> None:
    """Put a mail where its failure belongs."""
    if isinstance(error, mailer.Rejected):
        _fail(parcel, str(error))
    elif isinstance(error, mailer.LoginFailed):
        log.error("queue paused for 30 minutes: see SMTP_USER and SMTP_PASSWORD", reason=str(error))
        _again(parcel, f"{PAUSED}: {error}", PAUSE, now, attempts=parcel.attempts - 1)
    else:
        _again(parcel, str(error), AMBIGUOUS_WAITS if isinstance(error, mailer.Ambiguous) else _wait(parcel), now)


def _wait(parcel: Parcel) -> timedelta:
    return RETRY_AFTER[min(parcel.attempts, len(RETRY_AFTER)) - 1]


def _again(parcel: Parcel, reason: str, wait: timedelta, now: datetime, **values: Any) -> None:
    if now + wait > parcel.created + GIVE_UP_AFTER:
        _fail(parcel, f"given up after 72 hours: {reason}")
    else:
        log.warning("mail waits", outbox=parcel.id, attempt=parcel.attempts, due=str(now + wait), reason=reason)
        _record(parcel, due=now + wait, error=reason, **values)


def _fail(parcel: Parcel, reason: str) -> None:
    log.error("mail failed", outbox=parcel.id, attempt=parcel.attempts, reason=reason)
    _record(parcel, state=State.FAILED, error=reason, recipient=None)


def _record(parcel: Parcel, **values: Any) -> None:
    """Write the outcome and end the lease. That a mail was sent is true whoever holds it by now.

    It is known by its Message-ID: SQLite may have given the number of an erased mail to a new one.
    """
    sent = OutboxMessage.id == parcel.id, OutboxMessage.message_id == parcel.message_id
    where = sent if values.get("state") == State.SENT else _mine(parcel)
    _changed(update(OutboxMessage).where(*where).values(leased_until=None, **values))
    db.session.commit()


def _mine(parcel: Parcel) -> tuple[ColumnElement[bool], ...]:
    return OutboxMessage.id == parcel.id, OutboxMessage.leased_until == parcel.leased_until


def _changed(statement: Update) -> int:
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    return cast(CursorResult[Any], result).rowcount
