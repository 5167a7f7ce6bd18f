"""Tip files that a colleague brought in and has not published yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment


class TipUpload(db.Model):
    """`files` are documents by name, as in an edition. Kept while somebody looks at what they would change."""

    __tablename__ = "tip_uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    files: Mapped[dict[str, str]] = mapped_column(JSON)
