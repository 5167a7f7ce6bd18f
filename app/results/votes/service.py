"""What a company said of the tips in its report."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from app.extensions import db
from app.models import Assessment, TipVote
from app.results.votes.forms import Vote


def of(assessment: uuid.UUID) -> Mapping[tuple[str, int], TipVote]:
    """The votes of a check by tip and revision, also of tips that are not in the latest report."""
    rows = db.session.scalars(select(TipVote).where(TipVote.assessment_id == assessment))
    return {(row.tip, row.revision): row for row in rows}


def settle(assessment: Assessment, vote: Vote, revision: int, now: datetime) -> None:
    """Note what is said of a revision of a tip, in the place of what was said before; flushed.

    Who only says yes or no again keeps the reason that was given for it.
    """
    # One at a time for this check, so that a double click does not insert the same row twice.
    db.session.execute(select(Assessment.id).where(Assessment.id == assessment.id).with_for_update())
    key = {"assessment_id": assessment.id, "tip": vote.tip, "revision": revision}
    before = db.session.get(TipVote, key, populate_existing=True)
    if vote.useful is None:
        db.session.execute(delete(TipVote).filter_by(**key))
    else:
        kept = (before.reason, before.words) if before and before.useful is vote.useful else ("", "")
        reason, words = kept if vote.why is None else vote.why
        # A reason is one against a tip.
        said = {"useful": vote.useful, "reason": "" if vote.useful else reason, "words": words}
        db.session.merge(TipVote(**key, **said, at=now))
    db.session.flush()
