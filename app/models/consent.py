"""What a respondent allowed besides the report, and what was taken back."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment


class ConsentKind(StrEnum):
    CONSULTANT = "consultant"
    BENCHMARK = "benchmark"
    FOLLOW_UP = "follow_up"
    HANDOVER = "handover"
    REVIEWED = "reviewed"


class Consent(db.Model):
    """One consent given, or withdrawn: `wording` is the sentence beside the box, as it was shown in `locale`.

    Append-only, but for `address`: what a mail later on needs goes from the row as soon as it is withdrawn.
    """

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    given: Mapped[bool]
    wording: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(String(5))
    at: Mapped[datetime] = mapped_column(Moment)
    address: Mapped[str | None] = mapped_column(String(254))
