"""What is in the outbox: which mails are to be tried, and how it stands for staff."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from app.extensions import db
from app.models import MailKind, OutboxMessage, State

# Begins the error of a mail that met a refused login. As long as one such mail waits, no other is tried.
PAUSED = "queue paused"


@dataclass(frozen=True, slots=True)
class Failure:
    """A mail that staff should look at."""

    id: int
    created: datetime
    attempts: int
    error: str


@dataclass(frozen=True, slots=True)
class Status:
    """The outbox as staff see it: no addresses. `paused_until` is set while the mail server refuses our login."""

    counts: dict[str, int]
    failures: tuple[Failure, ...]
    paused_until: datetime | None


def due(now: datetime) -> list[int]:
    """The ids of the mails to be tried now, oldest first; none while the queue is paused."""
    waiting = select(OutboxMessage.id).where(*claimable(now)).order_by(OutboxMessage.due, OutboxMessage.id)
    ids = [] if paused_until(now) else list(db.session.scalars(waiting))
    db.session.rollback()
    return ids


def status(now: datetime) -> Status:
    """How the outbox stands."""
    counts = db.session.execute(select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state))
    failed = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.state == State.FAILED).order_by(OutboxMessage.id)
    )
    return Status(
        counts={**dict.fromkeys(map(str, State), 0), **{str(state): count for state, count in counts}},
        failures=tuple(Failure(row.id, row.created, row.attempts, row.error or "") for row in failed),
        paused_until=paused_until(now),
    )


def last(assessment: uuid.UUID, kind: MailKind) -> OutboxMessage | None:
    """The mail of this kind that a check asked for last, to show how it stands."""
    return db.session.scalar(
        select(OutboxMessage)
        .where(OutboxMessage.assessment_id == assessment, OutboxMessage.kind == kind)
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )


def claimable(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What must hold for a mail that a worker may take: it waits, its time has come and nobody has it."""
    free = or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until < now)
    return OutboxMessage.state == State.WAITING, OutboxMessage.due <= now, free


def paused_until(now: datetime) -> datetime | None:
    """When the login is tried again, or None while all is well."""
    return db.session.scalar(
        select(func.max(OutboxMessage.due)).where(
            OutboxMessage.state == State.WAITING, OutboxMessage.due > now, OutboxMessage.error.startswith(PAUSED)
        )
    )
