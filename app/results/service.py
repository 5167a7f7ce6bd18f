"""A completed check, read back by the link to its result."""

from __future__ import annotations

from sqlalchemy import func, select

from app.extensions import db
from app.models import Assessment, Event, StoredReport
from app.security import fingerprint


def of_link(secret: str) -> tuple[Assessment, StoredReport] | None:
    """The check and its latest report that this result link opens."""
    found = db.session.execute(
        select(Assessment, StoredReport)
        .join(StoredReport, StoredReport.assessment_id == Assessment.id)
        .where(Assessment.result_hash == fingerprint(secret))
        .order_by(StoredReport.generation.desc())
        .limit(1)
    ).first()
    return (found[0], found[1]) if found else None


def event_count(assessment: Assessment) -> int:
    """How far the conversation is: what a form that goes on with it has to say."""
    return db.session.scalar(select(func.count()).where(Event.assessment_id == assessment.id)) or 0
