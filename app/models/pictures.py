"""Screenshots that a respondent put beside an answer."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment

MOST_PICTURES = 3
"""So many a check may hold."""
MOST_BYTES = 5 * 1024 * 1024
"""So large one may be as it is sent; what is kept is smaller."""


class Picture(db.Model):
    """One screenshot, drawn anew by `app.pictures.redrawing`. It goes with its check."""

    __tablename__ = "pictures"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(String(60))
    created: Mapped[datetime] = mapped_column(Moment)
    media_type: Mapped[str] = mapped_column(String(20))
    width: Mapped[int]
    height: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
