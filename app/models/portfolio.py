"""Assessments that a consultant put side by side under a name."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment

TITLE_LENGTH = 80


class PortfolioKind(StrEnum):
    """Different companies on a client list, or the checks of one company over time."""

    LIST = "list"
    COMPANY = "company"


class Portfolio(db.Model):
    """A saved list, for all consultants. `chosen` is how many were put on it, also those that dropped out since.

    One that was `removed` can be put back for a while.
    """

    __tablename__ = "portfolios"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    chosen: Mapped[int]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    created: Mapped[datetime] = mapped_column(Moment)
    removed: Mapped[datetime | None] = mapped_column(Moment)


class PortfolioMember(db.Model):
    """One assessment on a list. It goes with the consent, as with the assessment."""

    __tablename__ = "portfolio_members"

    portfolio_id: Mapped[int] = mapped_column(ForeignKey("portfolios.id", ondelete="CASCADE"), primary_key=True)
    assessment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True, index=True
    )
