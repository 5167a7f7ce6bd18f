"""Asking for a person: each request, what was said to a person and by one, and who is at the desk."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment

WORDS_LENGTH = 2_000
CONTACT_LENGTH = 120
NAME_LENGTH = 60


class HandoverState(StrEnum):
    """It waits for a person in the chat, a person has it, somebody is to be called or mailed back, or it is over."""

    WAITING = "waiting"
    TAKEN = "taken"
    CALLBACK = "callback"
    ENDED = "ended"


class Ended(StrEnum):
    """Who ended it."""

    RESPONDENT = "respondent"
    STAFF = "staff"


class Handover(db.Model):
    """One request for a person, asked at `question` with these `words`; of a check at most one is not over.

    `staff_id` has it, or had it. `calling` is when it was asked to be called or mailed back; name, contact and when it
    suits are for that alone, and go some days after the end. `answered` is when a person first said something in the
    chat, or had called or mailed back.
    """

    __tablename__ = "handovers"
    __table_args__ = (Index("ix_handovers_state_asked", "state", "asked"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), index=True)
    question: Mapped[str | None] = mapped_column(String(60), index=True)
    words: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    asked: Mapped[datetime] = mapped_column(Moment)
    calling: Mapped[datetime | None] = mapped_column(Moment)
    taken: Mapped[datetime | None] = mapped_column(Moment)
    answered: Mapped[datetime | None] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[str | None] = mapped_column(String(10))
    name: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    contact: Mapped[str | None] = mapped_column(String(CONTACT_LENGTH))
    suits: Mapped[str | None] = mapped_column(String(CONTACT_LENGTH))


class HandoverMessage(db.Model):
    """What was said to a person, or by the colleague `staff_id`. Append-only.

    `once` is what the form was made with: to send it again is harmless.
    """

    __tablename__ = "handover_messages"
    __table_args__ = (UniqueConstraint("assessment_id", "once"),)

    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str] = mapped_column(Text)
    once: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(Moment)


class Presence(db.Model):
    """Whether a colleague is at the desk: switched on by hand, and `seen` by the page that asks for news."""

    __tablename__ = "presences"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    available: Mapped[bool]
    seen: Mapped[datetime] = mapped_column(Moment)
