"""The audit log as administrators read it: newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, select

from app.audit import Action
from app.extensions import db
from app.models import AuditEntry, Staff

PAGE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; `before` is the id of the entry above which a page ended."""

    person: int | None = None
    action: Action | None = None
    subject: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Entries, each with the name of the colleague or None, and the `before` of the next page, None on the last one."""

    entries: Sequence[Row[AuditEntry, str]]
    next: int | None


def page(wanted: Wanted) -> LogPage:
    """The entries that match, newest first."""
    query = select(AuditEntry, Staff.name).outerjoin(Staff, Staff.id == AuditEntry.staff_id)
    if wanted.person is not None:
        query = query.where(AuditEntry.staff_id == wanted.person)
    if wanted.action is not None:
        query = query.where(AuditEntry.action == wanted.action)
    if wanted.subject:
        query = query.where(AuditEntry.subject.startswith(wanted.subject, autoescape=True))
    if wanted.before is not None:
        query = query.where(AuditEntry.id < wanted.before)
    found = db.session.execute(query.order_by(AuditEntry.id.desc()).limit(PAGE + 1)).all()
    return LogPage(found[:PAGE], found[PAGE - 1][0].id if len(found) > PAGE else None)
