"""What is being written for the tip bank: one open draft a tip, what happened to it, and when it is to be published."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment


class DraftState(StrEnum):
    """The last two are closed; of the others a tip has one at most."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    DISCARDED = "discarded"


OPEN_STATES = (DraftState.DRAFT, DraftState.REVIEW, DraftState.APPROVED, DraftState.SCHEDULED)
_OPEN = text("state NOT IN ('published', 'discarded')")


class DraftAct(StrEnum):
    BEGUN = "begun"
    CHANGED = "changed"
    SENT = "sent"
    TAKEN_BACK = "taken_back"
    REFUSED = "refused"
    APPROVED = "approved"
    COMMENTED = "commented"
    SETTLED = "settled"
    SCHEDULED = "scheduled"
    UNSCHEDULED = "unscheduled"
    PUBLISHED = "published"
    DISCARDED = "discarded"
    RESTORED = "restored"


class PublicationState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Publication(db.Model):
    """Approved drafts that become an edition at a moment. `problems` say why that was refused, as the lint tells it."""

    __tablename__ = "publications"
    __table_args__ = (Index("ix_publications_state_due", "state", "due"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str] = mapped_column(Text)
    due: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(10), default=PublicationState.WAITING)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    created: Mapped[datetime] = mapped_column(Moment)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"))
    problems: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))


class TipDraft(db.Model):
    """A tip as it is being written, or about to be withdrawn. `body` is a tip that may lack anything but its id.

    Each change raises `version`. `base` is the revision that the editor saw beside it, None for a new tip;
    `translation_holds` says that a language which did not change need not.
    """

    __tablename__ = "tip_drafts"
    __table_args__ = (
        Index("uq_tip_drafts_open", "tip_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_tip_drafts_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tip_id: Mapped[str] = mapped_column(String(80))
    base: Mapped[int | None]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default=DraftState.DRAFT)
    withdraws: Mapped[bool] = mapped_column(default=False)
    translation_holds: Mapped[bool] = mapped_column(default=False)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    changed: Mapped[datetime] = mapped_column(Moment)
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publications.id"))


class DraftEvent(db.Model):
    """What somebody did to a draft, or said at one of its fields. Append-only; `body` is kept where it was sent on.

    A remark is settled by an event that names it.
    """

    __tablename__ = "draft_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("tip_drafts.id"), index=True)
    act: Mapped[str] = mapped_column(String(20))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    field: Mapped[str | None] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    settles: Mapped[int | None] = mapped_column(ForeignKey("draft_events.id"))
