"""How tips do: which were shown in a report, and what respondents said of them."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment

WORDS_LENGTH = 200


class ShownTip(db.Model):
    """A revision of a tip stood in a report of this check, once however many reports that were.

    Written as a report is frozen: reports are too large to be read for a count.
    """

    __tablename__ = "shown_tips"
    __table_args__ = (Index("ix_shown_tips_tip_revision", "tip", "revision"),)

    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True)
    tip: Mapped[str] = mapped_column(String(80), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class TipVote(db.Model):
    """Whether a revision of a tip was useful to this company. `reason` is an `app.tip_figures.Reason` or empty, `words`
    are the respondent's own, masked."""

    __tablename__ = "tip_votes"
    __table_args__ = (Index("ix_tip_votes_tip_revision_useful", "tip", "revision", "useful"),)

    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True)
    tip: Mapped[str] = mapped_column(String(80), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    useful: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(WORDS_LENGTH))
    at: Mapped[datetime] = mapped_column(Moment)
