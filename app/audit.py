"""The audit log: who looked at a company's data, took it along, or changed something."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from app.extensions import db
from app.models.staff import AuditEntry


class Action(StrEnum):
    """What was done. A new one gets its words in `app.auth.words`."""

    SIGNED_IN = "signed_in"
    INVITED = "invited"
    ROLES_CHANGED = "roles_changed"
    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_OPENED = "account_opened"
    SECOND_FACTOR_RESET = "second_factor_reset"
    SESSIONS_ENDED = "sessions_ended"
    PASSWORD_SET = "password_set"  # noqa: S105
    READ_AUDIT = "read_audit"
    VIEWED = "viewed"
    EXPORTED = "exported"
    HANDOVER_TAKEN = "handover_taken"
    HANDOVER_ANSWERED = "handover_answered"
    HANDOVER_CLOSED = "handover_closed"
    REVIEWED = "reviewed"
    REVIEW_SENT = "review_sent"
    LISTED = "listed"
    PORTFOLIO_CHANGED = "portfolio_changed"
    EDITION_PUBLISHED = "edition_published"
    EDITION_SCHEDULED = "edition_scheduled"
    EDITION_UNSCHEDULED = "edition_unscheduled"
    EDITION_RESTORED = "edition_restored"
    EDITION_IMPORTED = "edition_imported"


def note(staff_id: int | None, action: Action, subject: str, now: datetime, **details: int | str | list[int]) -> None:
    """Enter what a colleague does, or a command (None), in the transaction of the change itself; flushed.

    `details` are ids and counts, never words of a respondent.
    """
    db.session.add(AuditEntry(at=now, staff_id=staff_id, action=action, subject=subject[:200], details=details))
    db.session.flush()
