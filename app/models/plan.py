"""What a company does with its tips."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment


class Tick(db.Model):
    """One tip that is planned or done: `state` is a `reports.plan.TickState`, `day` a day on the calendar where we are.

    By tip and not by report, so that it still stands in a later report with the same tip.
    """

    __tablename__ = "ticks"

    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True)
    tip: Mapped[str] = mapped_column(String(80), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    day: Mapped[date | None]
    at: Mapped[datetime] = mapped_column(Moment)
