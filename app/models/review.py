"""What consultants make of a report before they send it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment


class ReviewDraft(db.Model):
    """The review of a check: `body` is a `reports.review.Review` of the report of this `generation`.

    `version` goes up by one with each save, so that who saves beside somebody else is told. `hands` says when each
    colleague saved last and as which version, by staff id. `sent_version` is what was sent last, as the report
    `sent_generation`.
    """

    __tablename__ = "reviews"

    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True)
    generation: Mapped[int]
    version: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    updated: Mapped[datetime] = mapped_column(Moment)
    hands: Mapped[dict[str, Any]] = mapped_column(JSON)
    sent_version: Mapped[int | None]
    sent_generation: Mapped[int | None]
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
