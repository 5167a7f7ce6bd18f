"""Mail to be sent: the truth that the queue only wakes a worker for."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import db
from app.models.columns import Moment


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class MailKind(StrEnum):
    """What a mail brings: a report, reviewed or not, or the link to a conversation. The others go to a colleague."""

    REPORT = "report"
    LINK = "link"
    REVIEWED = "reviewed"
    INVITATION = "invitation"
    NEW_PASSWORD = "new_password"  # noqa: S105
    PASSWORD_SET = "password_set"  # noqa: S105
    HANDOVER = "handover"


class OutboxMessage(db.Model):
    """One mail. A worker holds it while `leased_until` lies ahead; `due` is when it may be tried (again).

    The recipient is there only as long as the mail waits; by its mark the same address is known again after that.
    `report_id` belongs to a report, `place` to a link: how many questions were `done`, of what `total`. A mail to a
    colleague belongs to no check, but for a handover: `place` then holds the `request` for a person.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("assessment_id", "kind", "generation"),
        Index("ix_outbox_state_due", "state", "due"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE"), index=True
    )
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    place: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    kind: Mapped[str] = mapped_column(String(20))
    generation: Mapped[int]
    recipient: Mapped[str | None] = mapped_column(String(254))
    recipient_mark: Mapped[str | None] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(5))
    message_id: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default=State.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime] = mapped_column(Moment)
    due: Mapped[datetime] = mapped_column(Moment)
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    error: Mapped[str | None] = mapped_column(Text)
