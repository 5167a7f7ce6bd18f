"""The links of a check to hand on: made, listed, withdrawn, and what one opens."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select

from app.extensions import db
from app.models import Assessment, Share, StoredReport
from app.models.sharing import MOST_SHARES
from app.security import Access, fingerprint, token


class Enough(Exception):
    """As many links are open as one check may have."""


def make(assessment: Assessment, label: str, days: int, today: date, now: datetime) -> Share:
    """A link that can be read for so many days after today; flushed. Raises Enough."""
    # One at a time for this check: two at once would each count one too few.
    db.session.execute(select(Assessment.id).where(Assessment.id == assessment.id).with_for_update())
    standing = select(func.count()).where(Share.assessment_id == assessment.id, Share.until >= today)
    if (db.session.scalar(standing) or 0) >= MOST_SHARES:
        raise Enough
    id_ = uuid.uuid4()
    share = Share(
        id=id_,
        assessment_id=assessment.id,
        hash=fingerprint(token(Access.SHARE, id_)),
        label=label,
        created=now,
        until=today + timedelta(days=days),
    )
    db.session.add(share)
    db.session.flush()
    return share


def standing(assessment: uuid.UUID, today: date) -> Sequence[Share]:
    """The links that can be read today, newest first."""
    mine = select(Share).where(Share.assessment_id == assessment, Share.until >= today)
    return db.session.scalars(mine.order_by(Share.created.desc())).all()


def withdraw(assessment: Assessment, share: uuid.UUID) -> None:
    """From now on this link of the check opens nothing. One that is gone already stays so."""
    db.session.execute(delete(Share).where(Share.id == share, Share.assessment_id == assessment.id))


def of_link(secret: str, today: date) -> tuple[Assessment, StoredReport, Share] | None:
    """What a link to hand on opens today: the check with its latest report."""
    found = db.session.execute(
        select(Assessment, StoredReport, Share)
        .join(StoredReport, StoredReport.assessment_id == Assessment.id)
        .join(Share, Share.assessment_id == Assessment.id)
        .where(Share.hash == fingerprint(secret), Share.until >= today)
        .order_by(StoredReport.generation.desc())
        .limit(1)
    ).first()
    return (found[0], found[1], found[2]) if found else None
