"""One company's check: its events, and the reports that were frozen from them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment


class Assessment(db.Model):
    """The owner's token opens the chat, the others only the result or the erasure; all are kept as hashes."""

    __tablename__ = "assessments"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    created: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[str] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(5))
    owner_hash: Mapped[str] = mapped_column(String(64), unique=True)
    result_hash: Mapped[str] = mapped_column(String(64), unique=True)
    erase_hash: Mapped[str] = mapped_column(String(64), unique=True)
    campaign: Mapped[str | None] = mapped_column(String(40), index=True)


class Event(db.Model):
    """What the respondent did, in order. Append-only; the key makes a double click harmless."""

    __tablename__ = "events"

    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    act: Mapped[str] = mapped_column(String(20))
    question: Mapped[str | None] = mapped_column(String(60))
    choice: Mapped[list[Any]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class StoredReport(db.Model):
    """A report as it was at one completion; a later completion adds a generation, and so does a review.

    `review_of` is the generation that a consultant reviewed, in the report that came of it.
    """

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("assessment_id", "generation"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), index=True)
    generation: Mapped[int]
    created: Mapped[datetime] = mapped_column(Moment)
    body: Mapped[str] = mapped_column(Text)
    review_of: Mapped[int | None]
