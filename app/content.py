"""What is published: the questionnaire by version, and the tip bank by edition. Loaded once a process."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import func, select

from app.extensions import db
from app.models import Edition, TipRevision
from app.models.tips import edition_tips
from questionnaire.loader import published
from questionnaire.model import Questionnaire
from tips import bank as tip_bank
from tips import topics
from tips.bank import Bank


class NothingPublished(RuntimeError):
    """The tip bank is empty."""


def questionnaire(version: str | None = None) -> Questionnaire:
    """The latest questionnaire, or the version that an assessment was begun on."""
    return published(version) if version else published()


def bank() -> Bank:
    """The tips of the latest edition. Raises NothingPublished before the first import."""
    latest = db.session.scalar(select(func.max(Edition.id)))
    if latest is None:
        raise NothingPublished("the tip bank is empty: run 'checkbot tips load'")
    return _bank(latest)


def bank_of(edition: int) -> Bank:
    """The tips of an edition that was published."""
    return _bank(edition)


@lru_cache(maxsize=4)
def _bank(edition: int) -> Bank:
    rows = db.session.execute(
        select(TipRevision.revision, TipRevision.body)
        .join(edition_tips, edition_tips.c.revision_id == TipRevision.id)
        .where(edition_tips.c.edition_id == edition)
        .order_by(TipRevision.id)
    )
    files = db.session.scalar(select(Edition.files).where(Edition.id == edition)) or {}
    heard = topics.parse(files[tip_bank.TOPICS]) if tip_bank.TOPICS in files else ()
    return tip_bank.from_rows(str(edition), [(revision, body) for revision, body in rows], heard)
