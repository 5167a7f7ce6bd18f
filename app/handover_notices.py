"""One mail to each consultant when somebody asks for a person and nobody is at the desk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from app import mail_requests, presence
from app.extensions import db
from app.models import Handover, MailKind, OutboxMessage, Staff, StaffRole
from app.permissions import GRANTS, Permission


def tell(request: Handover, now: datetime) -> list[int]:
    """Put the mails in the outbox, none while somebody is there; gives their ids, to wake a worker for. Flushed."""
    if presence.at_desk(now):
        return []
    before = select(func.max(OutboxMessage.generation)).where(
        OutboxMessage.assessment_id == request.assessment_id, OutboxMessage.kind == MailKind.HANDOVER
    )
    first = (db.session.scalar(before) or 0) + 1
    mails = [
        mail_requests.request_notice(person, request.assessment_id, request.id, generation, now)
        for generation, person in enumerate(_consultants(), first)
    ]
    return [mail.id for mail in mails]


def _consultants() -> list[Staff]:
    """Everybody who may take a conversation over, and has taken the invitation up."""
    roles = [role for role, permissions in GRANTS.items() if Permission.CONVERSE in permissions]
    able = Staff.id.in_(select(StaffRole.staff_id).where(StaffRole.name.in_(roles)))
    found = select(Staff).where(able, Staff.active.is_(True), Staff.password.is_not(None)).order_by(Staff.id)
    return list(db.session.scalars(found))
