"""Ticking the tips of a check as planned or done."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, select

from app.extensions import db
from app.models import Assessment
from app.models import Tick as TickRow
from reports.plan import TickState


def settle(assessment: Assessment, tip: str, state: TickState | None, day: date | None, now: datetime) -> None:
    """Note what becomes of a tip, in the place of what was noted before; flushed. A `state` of None takes it away."""
    # One at a time for this check, so that a double click does not insert the same row twice.
    db.session.execute(select(Assessment.id).where(Assessment.id == assessment.id).with_for_update())
    if state is None:
        db.session.execute(delete(TickRow).where(TickRow.assessment_id == assessment.id, TickRow.tip == tip))
    else:
        db.session.merge(TickRow(assessment_id=assessment.id, tip=tip, state=state, day=day, at=now))
    db.session.flush()
