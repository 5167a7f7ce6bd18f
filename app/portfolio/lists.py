"""Saved lists of assessments: made, added to, taken from, removed and put back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from app.extensions import db
from app.models import Portfolio, PortfolioKind, PortfolioMember, SharedAssessment, Staff
from reports.portfolio import MOST


class Full(Exception):
    """A list holds as many assessments as one can look at."""


@dataclass(frozen=True, slots=True)
class Line:
    """A saved list as the index shows it: how many assessments stand on it now, and who made it."""

    row: Portfolio
    members: int
    by: str


def lines(removed: bool = False) -> list[Line]:
    """The saved lists by title, or those that were removed, latest first."""
    count = select(func.count()).where(PortfolioMember.portfolio_id == Portfolio.id).scalar_subquery()
    rows = select(Portfolio, count, Staff.name).join(Staff, Staff.id == Portfolio.staff_id)
    if removed:
        rows = rows.where(Portfolio.removed.is_not(None)).order_by(Portfolio.removed.desc())
    else:
        rows = rows.where(Portfolio.removed.is_(None)).order_by(func.lower(Portfolio.title), Portfolio.id)
    return [Line(*row) for row in db.session.execute(rows)]


def make(title: str, kind: PortfolioKind, checks: Sequence[uuid.UUID], staff_id: int, now: datetime) -> Portfolio:
    """A new list of those of these assessments that are shared; flushed. Raises Full."""
    row = Portfolio(kind=kind, title=title, chosen=0, staff_id=staff_id, created=now)
    db.session.add(row)
    db.session.flush()
    return add(row, checks)


def find(number: int) -> Portfolio | None:
    """The list of this number, also a removed one; who else changes it waits."""
    return db.session.scalar(select(Portfolio).where(Portfolio.id == number).with_for_update())


def add(row: Portfolio, checks: Sequence[uuid.UUID]) -> Portfolio:
    """Put assessments on a list that are shared and not on it yet; flushed. Raises Full."""
    held = _members(row)
    shared = select(SharedAssessment.assessment_id).where(SharedAssessment.assessment_id.in_(checks))
    new = set(db.session.scalars(shared)) - held
    if len(held) + len(new) > MOST:
        raise Full
    db.session.add_all(PortfolioMember(portfolio_id=row.id, assessment_id=check) for check in sorted(new))
    row.chosen += len(new)
    db.session.flush()
    return row


def take_off(row: Portfolio, checks: Sequence[uuid.UUID]) -> Portfolio:
    """Take assessments off a list; flushed. What had dropped out is forgotten with it."""
    gone = PortfolioMember.portfolio_id == row.id, PortfolioMember.assessment_id.in_(checks)
    db.session.execute(delete(PortfolioMember).where(*gone))
    row.chosen = len(_members(row))
    db.session.flush()
    return row


def remove(row: Portfolio, at: datetime | None) -> Portfolio:
    """Remove a list, or with None put it back; flushed."""
    row.removed = at
    db.session.flush()
    return row


def _members(row: Portfolio) -> set[uuid.UUID]:
    return set(db.session.scalars(select(PortfolioMember.assessment_id).where(PortfolioMember.portfolio_id == row.id)))
