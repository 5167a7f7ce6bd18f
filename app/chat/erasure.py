"""Erasing a check, and the proof of it: what was there, and that a look afterwards found nothing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import structlog
from sqlalchemy import Column, Table, func, select

from app.extensions import db
from app.models import Assessment

log = structlog.get_logger()
_CHECKS = cast(Table, Assessment.__table__)


class NotErased(RuntimeError):
    """Something of the check was left. The text names tables and no check."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What an erased check held, by table, and when it went. Nothing here tells which check it was."""

    removed: Mapping[str, int]
    at: datetime


def holders() -> dict[str, Column[Any]]:
    """The column by which each table belongs to a check: also of a table that is added later."""
    columns = (column for table in db.metadata.sorted_tables for column in table.columns)
    return {column.table.name: column for column in columns if column.references(_CHECKS.c.id)}


def erase(assessment: Assessment, now: datetime) -> Proof:
    """Delete a check with all that belongs to it; flushed. Raises NotErased, for the whole to be rolled back."""
    check = assessment.id
    # Whoever is adding to this check has done so by now, or will find no check to add to.
    db.session.execute(select(Assessment.id).where(Assessment.id == check).with_for_update())
    removed = _counts(check)
    db.session.delete(assessment)
    db.session.flush()
    left = {**_counts(check), _CHECKS.name: _count(_CHECKS.c.id, check)}
    if any(left.values()):
        log.error("a check was not erased whole", left=left)
        raise NotErased(f"left after erasing: {left}")
    return Proof(removed, now)


def _counts(check: uuid.UUID) -> dict[str, int]:
    return {name: _count(column, check) for name, column in holders().items()}


def _count(column: Column[Any], check: uuid.UUID) -> int:
    return db.session.scalar(select(func.count()).where(column == check)) or 0
