"""Which states of the tip bank can be laid side by side."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, select

from app.extensions import db
from app.models import Edition

MOST = 50


def editions() -> Sequence[Row]:
    """The last editions as (id, note, published), latest first."""
    columns = select(Edition.id, Edition.note, Edition.published)
    return db.session.execute(columns.order_by(Edition.id.desc()).limit(MOST)).all()


def chosen(known: Sequence[Row], before: int | None, after: int | None) -> tuple[int, int] | None:
    """The two editions to compare: those that were asked for, else the last one with that before it; None for none."""
    ids = [edition.id for edition in known]
    if before and after and {before, after} <= set(ids):
        return before, after
    return (ids[1], ids[0]) if len(ids) > 1 else None
