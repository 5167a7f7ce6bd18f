"""The revisions of tips: the next one of a tip, and which of the two languages is behind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from app.extensions import db
from app.models import TipRevision, TranslationCheck
from tips import bodies
from tips.bank import Body


def next_of(
    body: Body, before: TipRevision | None, now: datetime, staff_id: int | None = None, holds: bool = False
) -> TipRevision:
    """The revision that follows `before`, which is None for a new tip. `holds` says that no language is behind."""
    last = db.session.scalar(select(func.max(TipRevision.revision)).where(TipRevision.tip_id == body["id"]))
    left = behind([before]).get(before.tip_id) if before else None
    stale = None if holds else bodies.outdated(before.body if before else None, left, body)
    return TipRevision(
        tip_id=body["id"], revision=(last or 0) + 1, body=body, created=now, staff_id=staff_id, stale=stale
    )


def behind(revisions: Iterable[TipRevision]) -> dict[str, str]:
    """The language that is behind, by tip id, of those revisions where one is and nobody said that it still holds."""
    marked = {revision.id: revision for revision in revisions if revision.stale}
    checks = select(TranslationCheck.revision_id, TranslationCheck.holds).order_by(TranslationCheck.id)
    held = dict(db.session.execute(checks.where(TranslationCheck.revision_id.in_(marked))).all())
    return {each.tip_id: str(each.stale) for id_, each in marked.items() if not held.get(id_)}


def say_it_holds(revision: TipRevision, holds: bool, staff_id: int, now: datetime) -> None:
    """Note that the language that was left behind is still right, or after all is not; flushed."""
    db.session.add(TranslationCheck(revision_id=revision.id, holds=holds, staff_id=staff_id, at=now))
    db.session.flush()
