"""The assessments that consultants may read: a narrow row for each, by which the list of the desk stays fast."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment

NAME_LENGTH = 80
WORD_LENGTH = 40


class DeskState(StrEnum):
    """How far the desk is with an assessment."""

    NEW = "new"
    REVIEWING = "reviewing"
    SENT = "sent"


class SharedAssessment(db.Model):
    """What the list shows of the latest report of an assessment with a standing consent. It goes with the consent.

    `sector` and `size` are option ids of the intake; `completed` is when the report was frozen. Each filter has an
    index that ends in the order of the list.
    """

    __tablename__ = "shared_assessments"
    __table_args__ = (
        Index("ix_shared_assessments_completed", "completed", "assessment_id"),
        *(
            Index(f"ix_shared_assessments_{name}", name, "completed", "assessment_id")
            for name in ("sector", "size", "level", "state")
        ),
    )

    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True)
    completed: Mapped[datetime] = mapped_column(Moment)
    company: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    sector: Mapped[str | None] = mapped_column(String(20))
    size: Mapped[str | None] = mapped_column(String(20))
    mode: Mapped[str] = mapped_column(String(10))
    level: Mapped[int | None]
    score: Mapped[float | None]
    state: Mapped[str] = mapped_column(String(10), default=DeskState.NEW)


class NameWord(db.Model):
    """One word of the name of a shared company, as `shared_assessments.words` folds it: a search is by how it begins.

    The collation sorts by code point, so that the words with one beginning stand together on any database.
    """

    __tablename__ = "shared_name_words"

    word: Mapped[str] = mapped_column(
        String(WORD_LENGTH).with_variant(String(WORD_LENGTH, collation="C"), "postgresql"), primary_key=True
    )
    assessment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True, index=True
    )
