"""The report of a check: as it would be now, and frozen in the transaction that completes the check."""

from __future__ import annotations

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import func, select

from app import consents, content, conversations, shared_assessments, tip_figures
from app.conversations import Dialogue
from app.extensions import db
from app.models import Assessment, ConsentKind, StoredReport
from questionnaire.scoring import score
from reports.compose import compose
from reports.model import to_json
from tips.selection import select as choose


def composed(here: Dialogue) -> str:
    """The report of these answers as it is stored. It is of the moment that the last of them was given."""
    questionnaire, answers = here.questionnaire, here.conversation.answers
    result = score(questionnaire, answers)
    bank = content.bank()
    at = conversations.settled(here).astimezone(ZoneInfo(current_app.config["TIMEZONE"]))
    return to_json(compose(questionnaire, answers, result, choose(bank, questionnaire, answers, result), bank, at))


def complete(here: Dialogue, now: datetime) -> StoredReport:
    """Freeze the report of these answers as the next generation, for consultants too where they may read it."""
    # A consent that is given at the same moment waits, and finds this report; or this waits, and finds the consent.
    db.session.execute(select(Assessment.id).where(Assessment.id == here.assessment).with_for_update(key_share=True))
    earlier = select(func.max(StoredReport.generation)).where(StoredReport.assessment_id == here.assessment)
    stored = StoredReport(
        assessment_id=here.assessment,
        generation=(db.session.scalar(earlier) or 0) + 1,
        created=now,
        body=composed(here),
    )
    db.session.add(stored)
    db.session.flush()
    tip_figures.note_shown(stored.assessment_id, stored.body)
    if ConsentKind.CONSULTANT in consents.standing(here.assessment):
        shared_assessments.enter(here.assessment)
    return stored


def frozen(assessment: uuid.UUID) -> str | None:
    """The report that was frozen last."""
    latest = select(StoredReport.body).where(StoredReport.assessment_id == assessment)
    return db.session.scalar(latest.order_by(StoredReport.generation.desc()).limit(1))
