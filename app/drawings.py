"""PDFs that are drawn before they are asked for, and kept for a day.

Like a delivery, a drawing commits its own steps: what one process has begun, another waits for. No transaction is open
while it is made, and where it cannot be kept it is made all the same.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import structlog
from sqlalchemy import ColumnElement, CursorResult, Delete, Insert, Update, and_, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from app import completion, conversations, rendering
from app.extensions import db, reading, writing
from app.models import Assessment, Drawing
from app.rendering import RenderFailed
from reports.model import from_json

KEPT = timedelta(days=1)
LOOK = 0.1

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The PDF of a stored report in a language. `mark` tells it from others of the same check."""

    assessment: uuid.UUID
    stored: str
    locale: str
    mark: str

    @property
    def place(self) -> ColumnElement[bool]:
        return and_(Drawing.assessment_id == self.assessment, Drawing.locale == self.locale)

    @property
    def row(self) -> ColumnElement[bool]:
        return and_(self.place, Drawing.mark == self.mark)


def pdf(assessment: uuid.UUID, stored: str, locale: str) -> bytes:
    """The PDF of a stored report: as drawn before, as it is being drawn, or else drawn now. Raises RenderFailed."""
    wanted = _Wanted(assessment, stored, locale, rendering.mark(stored, locale))
    claim = None if _stands(wanted) else _claim(wanted)
    return _drawn(wanted, claim) if claim else _awaited(wanted)


def ahead(check: uuid.UUID) -> None:
    """Draw the report of a check as it was frozen, or as it would be now. What goes wrong is told to the log only."""
    with reading():
        assessment = db.session.get(Assessment, check)
        if assessment is None:
            return
        here, locale = conversations.read(assessment), assessment.locale
        stored = (completion.frozen(check) if here.conversation.finished else None) or completion.composed(here)
    try:
        pdf(check, stored, locale)
    except RenderFailed as error:
        log.warning("report not drawn ahead", reason=str(error))


def purge(now: datetime) -> None:
    """Drop what was drawn more than a day ago; it can be drawn again."""
    db.session.execute(delete(Drawing).where(Drawing.begun < now - KEPT))


def _stands(wanted: _Wanted) -> bool:
    """Whether it is there, was tried a moment ago or is being drawn."""
    with reading():
        stands = or_(Drawing.body.is_not(None), Drawing.begun > _given_up(_now()))
        return db.session.scalar(select(Drawing.mark).where(wanted.row, stands)) is not None


def _claim(wanted: _Wanted) -> datetime | None:
    """Since when it is ours to draw; None when somebody else was quicker, or there is no such check any more."""
    now = _now()
    over = or_(Drawing.mark != wanted.mark, and_(Drawing.body.is_(None), Drawing.begun <= _given_up(now)))
    values = {"mark": wanted.mark, "begun": now, "body": None, "error": None}
    key = {"assessment_id": wanted.assessment, "locale": wanted.locale}
    claimed = _written(update(Drawing).where(wanted.place, over).values(values))
    return now if claimed or _written(insert(Drawing).values(**key, **values)) else None


def _awaited(wanted: _Wanted) -> bytes:
    """What somebody else has drawn or is drawing; drawn here as well when that takes too long."""
    until = time.monotonic() + rendering.longest()
    while time.monotonic() < until:
        with reading():
            found = db.session.execute(select(Drawing.body, Drawing.error).where(wanted.row)).first()
        if found is None:
            break
        if found.error is not None:
            raise RenderFailed(found.error)
        if found.body is not None:
            return cast(bytes, found.body)
        time.sleep(LOOK)
    return _drawn(wanted, _claim(wanted))


def _drawn(wanted: _Wanted, claim: datetime | None) -> bytes:
    """Draw it, and keep it if nobody took the place since."""
    mine = and_(wanted.row, Drawing.begun == claim)
    try:
        body = rendering.pdf(from_json(wanted.stored), wanted.locale)
    except RenderFailed as error:
        _written(update(Drawing).where(mine).values(error=str(error), begun=_now()))
        raise
    _written(update(Drawing).where(mine).values(body=body))
    return body


def _written(statement: Insert | Update | Delete) -> int:
    """How many rows it changed; none where it cannot be written, which is no reason to fail."""
    try:
        with writing():
            result = db.session.execute(statement.execution_options(synchronize_session=False))
            db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return 0
    except OperationalError as error:
        db.session.rollback()
        log.error("drawing not kept", reason=str(error.orig))
        return 0
    return cast(CursorResult[Any], result).rowcount


def _given_up(now: datetime) -> datetime:
    """What was begun before this is waited for no longer, and tried again if it failed.

    Who loads the page time after time does not keep a renderer busy with what cannot be drawn.
    """
    return now - timedelta(seconds=rendering.longest())


def _now() -> datetime:
    return datetime.now(UTC)
