"""What a company does with its tips, as a report shows it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy import select

from app.extensions import db
from app.models import Tick as TickRow
from reports.plan import Tick, TickState


def of(assessment: uuid.UUID) -> Mapping[str, Tick]:
    """What was ticked, by tip id: also tips that are not in the latest report."""
    rows = db.session.scalars(select(TickRow).where(TickRow.assessment_id == assessment))
    return {row.tip: Tick(TickState(row.state), row.day) for row in rows}
