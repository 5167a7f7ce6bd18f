"""What is kept too long is erased by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import delete, exists, func, select
from sqlalchemy.engine import CursorResult

from app import locale
from app.extensions import db
from app.models import Assessment, Event, Portfolio, Share, Tick

DAYS_A_MONTH = 365.25 / 12


def purge(now: datetime, months: int) -> int:
    """Erase the checks in which nothing happened for so many months, with all that hangs on them; gives how many.

    Links to hand on go as soon as they have ended, and a list of the desk a month after it was removed.
    """
    before = now - timedelta(days=months * DAYS_A_MONTH)
    last = select(func.max(Event.at)).where(Event.assessment_id == Assessment.id).scalar_subquery()
    ticked = exists().where(Tick.assessment_id == Assessment.id, Tick.at >= before)
    old = (func.coalesce(last, Assessment.created) < before, ~ticked)
    gone = cast(
        "CursorResult[tuple[()]]",
        db.session.execute(delete(Assessment).where(*old), execution_options={"synchronize_session": False}),
    )
    ended = delete(Share).where(Share.until < locale.calendar_day(now))
    db.session.execute(ended, execution_options={"synchronize_session": False})
    removed = delete(Portfolio).where(Portfolio.removed < now - timedelta(days=DAYS_A_MONTH))
    db.session.execute(removed, execution_options={"synchronize_session": False})
    return gone.rowcount
