"""The list of shared assessments, newest first: filtered, and read a page at a time from any place in it.

A page begins after a row and not after so many rows: however deep in the list, nothing before it is read.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select, tuple_

from app import shared_assessments
from app.extensions import db
from app.models import NameWord, SharedAssessment

# As many as a portfolio takes.
PAGE = 40
# Where a search finds no more than this, the finds are put in order; else the list is walked, and they come soon.
FEW = 1_000
NOTHING = "none"
"""Stands for what is not known: no sector, no size, no level."""

_ORDER = (SharedAssessment.completed, SharedAssessment.assessment_id)
_EXACT = {
    "sector": SharedAssessment.sector,
    "size": SharedAssessment.size,
    "level": SharedAssessment.level,
    "state": SharedAssessment.state,
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked of the list; None asks nothing. `since` and `before` are moments, the latter left out itself.

    `name` is how words of a company's name begin.
    """

    sector: str | None = None
    size: str | None = None
    level: int | str | None = None
    state: str | None = None
    since: datetime | None = None
    before: datetime | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The row that a page begins after, or with `backwards` ends before. It need not be there any more."""

    completed: datetime
    assessment: uuid.UUID
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, newest first, and where the page before and after it begin; None at the ends of the list."""

    rows: Sequence[SharedAssessment]
    newer: Place | None
    older: Place | None


def page(wanted: Filter, place: Place | None = None, most: int = PAGE) -> Page:
    """The rows from a place on; the newest without one."""
    backwards = place is not None and place.backwards
    order = [column.asc() if backwards else column.desc() for column in _ORDER]
    listed = select(SharedAssessment).where(*_conditions(wanted)).order_by(*order).limit(most + 1)
    if place is not None:
        here = (place.completed, place.assessment)
        listed = listed.where(tuple_(*_ORDER) > here if backwards else tuple_(*_ORDER) < here)
    found = list(db.session.scalars(listed))
    rows = found[:most][::-1] if backwards else found[:most]
    more = len(found) > most
    newer = more if backwards else place is not None
    older = more or backwards
    return Page(rows, _beside(rows, 0, True) if newer else None, _beside(rows, -1, False) if older else None)


def _beside(rows: Sequence[SharedAssessment], edge: int, backwards: bool) -> Place | None:
    return Place(rows[edge].completed, rows[edge].assessment_id, backwards) if rows else None


def _conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    for name, column in _EXACT.items():
        value = getattr(wanted, name)
        if value is not None:
            yield column.is_(None) if value == NOTHING else column == value
    if wanted.since is not None:
        yield SharedAssessment.completed >= wanted.since
    if wanted.before is not None:
        yield SharedAssessment.completed < wanted.before
    yield from (_begins(word) for word in shared_assessments.words(wanted.name))


def _begins(word: str) -> ColumnElement[bool]:
    """Whether a word of the name begins so: by the few that do, or by a look at each row where it is many."""
    such = NameWord.word.between(word, word + chr(0x10FFFF))
    few = db.session.scalars(select(NameWord.assessment_id).where(such).limit(FEW + 1)).all()
    if len(few) <= FEW:
        return SharedAssessment.assessment_id.in_(few)
    return exists().where(and_(such, NameWord.assessment_id == SharedAssessment.assessment_id))
