"""From a review to the report that the respondent gets: as it would be now, and frozen when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import func, select

from app import audit, consents, mail_requests, shared_assessments, tip_figures
from app.audit import Action
from app.extensions import db
from app.models import DeskState, MailKind, OutboxMessage, StoredReport
from app.review.service import Work
from reports.model import Report, from_json, to_json
from reports.reviewed import reviewed


class NotSent(Exception):
    """The report that would go out is not what the consultant has seen, or there is nothing to send."""


class Way(StrEnum):
    """How a reviewed report reaches its respondent: by mail as well, or at their link alone."""

    MAIL = "mail"
    NO_ADDRESS = "no_address"
    ENOUGH = "enough"


@dataclass(frozen=True, slots=True)
class Outcome:
    way: Way
    report: StoredReport
    mail: OutboxMessage | None


def preview(work: Work, by: str, now: datetime) -> Report:
    """The report as the respondent would get it now. What is new is told beside the report they have."""
    latest = db.session.scalar(
        select(StoredReport.body)
        .where(StoredReport.assessment_id == work.assessment.id)
        .order_by(StoredReport.generation.desc())
        .limit(1)
    )
    last = from_json(latest) if latest else None
    here = now.astimezone(ZoneInfo(current_app.config["TIMEZONE"]))
    return reviewed(work.report, work.review, by, work.assessment.locale, here, last)


def way(work: Work) -> Way:
    """How it would reach the respondent now."""
    asked = OutboxMessage.assessment_id == work.assessment.id, OutboxMessage.kind == MailKind.REVIEWED
    if consents.address_for_review(work.assessment.id) is None:
        return Way.NO_ADDRESS
    count = db.session.scalar(select(func.count()).where(*asked)) or 0
    return Way.MAIL if count < mail_requests.MOST_MAILS else Way.ENOUGH


def send(work: Work, version: int, staff_id: int, by: str, now: datetime) -> Outcome:
    """Freeze the reviewed report as the next generation, with its mail; flushed. The check must be locked.

    The reports before it stay as they are. Raises NotSent where `version` is not the one that stands, where it was
    sent already, where nothing differs, and where the respondent has a newer report by now.
    """
    draft, made = work.draft, preview(work, by, now)
    stale = draft is None or draft.version != version or draft.sent_version == version or work.outdated
    if draft is None or stale or not (made.reviewed and made.reviewed.changes.any):
        raise NotSent
    stored = _freeze(work, made, now)
    draft.sent_version, draft.sent_generation, draft.sent_at = version, stored.generation, now
    mail = _mailed(work, stored, now)
    shared_assessments.set_state(work.assessment.id, DeskState.SENT)
    audit.note(staff_id, Action.REVIEW_SENT, str(work.assessment.id), now, generation=stored.generation)
    db.session.flush()
    return Outcome(Way.MAIL if mail else way(work), stored, mail)


def _freeze(work: Work, made: Report, now: datetime) -> StoredReport:
    last = select(func.max(StoredReport.generation)).where(StoredReport.assessment_id == work.assessment.id)
    stored = StoredReport(
        assessment_id=work.assessment.id,
        generation=(db.session.scalar(last) or 0) + 1,
        created=now,
        body=to_json(made),
        review_of=work.base.generation,
    )
    db.session.add(stored)
    db.session.flush()
    tip_figures.note_shown(stored.assessment_id, stored.body)
    return stored


def _mailed(work: Work, stored: StoredReport, now: datetime) -> OutboxMessage | None:
    """The mail that brings it, or None where there is no address or five were sent."""
    address = consents.address_for_review(work.assessment.id)
    if address is None:
        return None
    try:
        return mail_requests.request_reviewed(work.assessment, stored, address, work.assessment.locale, now)
    except mail_requests.TooManyMails:
        return None
