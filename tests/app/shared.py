"""Assessments that consultants may read, as respondents share them."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime

from app import consents
from app.consents import Change
from app.extensions import db
from app.models import Assessment, ConsentKind, StoredReport
from reports.model import to_json
from tests.app.factories import NOW, completed, later_report, report

GIVEN = Change({ConsentKind.CONSULTANT}, frozenset())
WITHDRAWN = Change(frozenset(), {ConsentKind.CONSULTANT})


def named(company: str | None, now: datetime, mode: str = "quick") -> str:
    """The stored report of a check that a company completed at this moment."""
    made = report(mode)
    profile = replace(made.profile, company=company)
    return to_json(replace(made, created=now.isoformat(timespec="seconds"), profile=profile))


def unshared(company: str | None = "Winkel", now: datetime = NOW, mode: str = "quick") -> Assessment:
    """A completed check that nobody else may read; committed. Ask for a request context."""
    assessment, stored = completed(now, mode)
    stored.body = named(company, now, mode)
    db.session.commit()
    return assessment


def shared(company: str | None = "Winkel", now: datetime = NOW, mode: str = "quick") -> uuid.UUID:
    """A completed check that a consultant may read; committed."""
    assessment = unshared(company, now, mode)
    consents.settle(assessment, GIVEN, "", now)
    db.session.commit()
    return assessment.id


def again(check: uuid.UUID, generation: int, now: datetime, company: str = "Winkel") -> StoredReport:
    """A later report of a check; committed."""
    assessment = db.session.get_one(Assessment, check)
    stored = later_report(assessment, generation, now)
    stored.body = named(company, now)
    db.session.commit()
    return stored


def withdraw(check: uuid.UUID, now: datetime = NOW) -> None:
    """Take the consent back; committed."""
    consents.settle(db.session.get_one(Assessment, check), WITHDRAWN, "", now)
    db.session.commit()
