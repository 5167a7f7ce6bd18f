"""Which assessments stand side by side: picked ones, a saved list, a sector, or one company over time.

Only what is shared at this moment: what is shared no longer is counted as dropped, and not named.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.extensions import db
from app.models import Portfolio, PortfolioKind, PortfolioMember, SharedAssessment, StoredReport
from reports import model
from reports.model import Report
from reports.portfolio import MOST, Kind


@dataclass(frozen=True, slots=True)
class Chosen:
    """Reports to be put side by side, of these assessments. Of a saved list `saved` is its row.

    `title` is None where nobody gave one.
    """

    title: str | None
    kind: Kind
    reports: tuple[Report, ...]
    checks: tuple[uuid.UUID, ...]
    dropped: int = 0
    saved: Portfolio | None = None


def picked(checks: Sequence[uuid.UUID]) -> Chosen:
    """These assessments, in this order, without those that are not shared."""
    wanted = list(dict.fromkeys(checks))[: MOST + 1]
    rows = {row.assessment_id: row for row in _shared(wanted)}
    present = tuple(check for check in wanted if check in rows)
    return Chosen(None, Kind.COMPANIES, tuple(_latest(present)), present, len(wanted) - len(present))


def of_sector(sector: str) -> Chosen:
    """The assessments of a sector that were completed last."""
    newest = select(SharedAssessment.assessment_id).where(SharedAssessment.sector == sector)
    order = SharedAssessment.completed.desc(), SharedAssessment.assessment_id.desc()
    checks = tuple(db.session.scalars(newest.order_by(*order).limit(MOST)))
    return Chosen(None, Kind.COMPANIES, tuple(_latest(checks)), checks)


def over_time(check: uuid.UUID) -> Chosen | None:
    """All reports of one assessment; None where it is not shared."""
    (row,) = _shared([check]) or (None,)
    return row and Chosen(row.company, Kind.OVER_TIME, tuple(_every([check])), (check,))


def saved(number: int) -> Chosen | None:
    """A saved list; None where there is none."""
    row = db.session.get(Portfolio, number)
    if row is None or row.removed is not None:
        return None
    members = select(SharedAssessment.assessment_id).join(
        PortfolioMember, PortfolioMember.assessment_id == SharedAssessment.assessment_id
    )
    mine = members.where(PortfolioMember.portfolio_id == number)
    order = func.lower(func.coalesce(SharedAssessment.company, "")), SharedAssessment.completed
    checks = tuple(db.session.scalars(mine.order_by(*order)))
    timed = row.kind == PortfolioKind.COMPANY
    reports = tuple(_every(checks) if timed else _latest(checks))
    kind = Kind.OVER_TIME if timed else Kind.COMPANIES
    return Chosen(row.title, kind, reports, checks, max(row.chosen - len(checks), 0), row)


def _shared(checks: Iterable[uuid.UUID]) -> Sequence[SharedAssessment]:
    return db.session.scalars(select(SharedAssessment).where(SharedAssessment.assessment_id.in_(checks))).all()


def _latest(checks: Sequence[uuid.UUID]) -> Iterator[Report]:
    """The latest report of each assessment, in their order."""
    last = select(StoredReport.assessment_id, func.max(StoredReport.generation).label("generation"))
    each = last.where(StoredReport.assessment_id.in_(checks)).group_by(StoredReport.assessment_id).subquery()
    same = (StoredReport.assessment_id == each.c.assessment_id) & (StoredReport.generation == each.c.generation)
    bodies = dict(db.session.execute(select(StoredReport.assessment_id, StoredReport.body).join(each, same)).all())
    return (model.from_json(bodies[check]) for check in checks)


def _every(checks: Sequence[uuid.UUID]) -> Iterator[Report]:
    """The own reports of these assessments, the newest as many as a portfolio takes: a review is no new moment."""
    own = select(StoredReport.body).where(StoredReport.assessment_id.in_(checks), StoredReport.review_of.is_(None))
    order = StoredReport.created.desc(), StoredReport.id.desc()
    return (model.from_json(body) for body in db.session.scalars(own.order_by(*order).limit(MOST)))
