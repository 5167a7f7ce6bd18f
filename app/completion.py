"""Completing a check: its report is frozen in the transaction that completes it."""

from __future__ import annotations

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import func, select

from app import content
from app.extensions import db
from app.models import StoredReport
from questionnaire.answers import Answers
from questionnaire.model import Questionnaire
from questionnaire.scoring import score
from reports.compose import compose
from reports.model import to_json
from tips.selection import select as choose


def complete(assessment: uuid.UUID, questionnaire: Questionnaire, answers: Answers, now: datetime) -> StoredReport:
    """Freeze the report of these answers as the next generation."""
    result = score(questionnaire, answers)
    bank = content.bank()
    here = now.astimezone(ZoneInfo(current_app.config["TIMEZONE"]))
    report = compose(questionnaire, answers, result, choose(bank, questionnaire, answers, result), bank, here)
    earlier = select(func.max(StoredReport.generation)).where(StoredReport.assessment_id == assessment)
    stored = StoredReport(
        assessment_id=assessment,
        generation=(db.session.scalar(earlier) or 0) + 1,
        created=now,
        body=to_json(report),
    )
    db.session.add(stored)
    db.session.flush()
    return stored
