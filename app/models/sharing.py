"""Links by which others read a report."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment

MOST_SHARES = 20
"""So many links of a check can be open at the same time."""
LABEL_LENGTH = 60


class Share(db.Model):
    """A link to hand on, which opens the report up to and including the day `until`. To withdraw it is to delete it.

    The token is made from the id and the secret key when it is shown; `hash` is what is kept of it.
    """

    __tablename__ = "shares"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), index=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(LABEL_LENGTH))
    created: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[date]
