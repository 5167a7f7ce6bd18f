"""Reports drawn ahead: the PDF as a file, kept for a day at most."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment


class Drawing(db.Model):
    """The drawing of a check in one language that was begun last; `mark` says of what (`rendering.mark`).

    It is being made while there is neither a `body` nor an `error`. Another one takes its place, and it goes with its
    check.
    """

    __tablename__ = "drawings"

    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True)
    locale: Mapped[str] = mapped_column(String(5), primary_key=True)
    mark: Mapped[str] = mapped_column(String(64))
    begun: Mapped[datetime] = mapped_column(Moment)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    error: Mapped[str | None] = mapped_column(Text)
