"""Who changed what and when: editions, the revisions of a tip, and what waits to be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.extensions import db
from app.models import DraftEvent, Edition, Publication, PublicationState, TipDraft, TipRevision
from app.models.tips import edition_tips

# How long a refused edition stays on the page of the publishers.
REMEMBERED = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Past:
    """An edition with what it changed: new and changed tips by their revision, withdrawn ones by their last."""

    edition: Edition
    new: tuple[TipRevision, ...]
    changed: tuple[TipRevision, ...]
    withdrawn: tuple[TipRevision, ...]


def editions(before: int | None, most: int) -> list[Past]:
    """The editions before one of this number, newest first, each beside the one before it."""
    wanted = select(Edition).order_by(Edition.id.desc()).limit(most + 1)
    found = db.session.scalars(wanted.where(Edition.id < before) if before else wanted).all()
    held = _held([edition.id for edition in found])
    revisions = _revisions({id_ for ids in held.values() for id_ in ids})
    older = [*found[1:], None]
    return [
        _past(edition, held[edition.id], held[last.id] if last else set(), revisions)
        for edition, last in zip(found, older, strict=True)
    ][:most]


def _held(ids: Sequence[int]) -> dict[int, set[int]]:
    """The revisions by edition."""
    found: dict[int, set[int]] = {id_: set() for id_ in ids}
    pairs = select(edition_tips.c.edition_id, edition_tips.c.revision_id).where(edition_tips.c.edition_id.in_(ids))
    for edition, revision in db.session.execute(pairs):
        found[edition].add(revision)
    return found


def _revisions(ids: set[int]) -> Mapping[int, TipRevision]:
    return {row.id: row for row in db.session.scalars(select(TipRevision).where(TipRevision.id.in_(ids)))}


def _past(edition: Edition, held: set[int], before: set[int], revisions: Mapping[int, TipRevision]) -> Past:
    came = sorted((revisions[id_] for id_ in held - before), key=lambda each: each.tip_id)
    went = sorted((revisions[id_] for id_ in before - held), key=lambda each: each.tip_id)
    was, now = {each.tip_id for each in went}, {each.tip_id for each in came}
    return Past(
        edition,
        new=tuple(each for each in came if each.tip_id not in was),
        changed=tuple(each for each in came if each.tip_id in was),
        withdrawn=tuple(each for each in went if each.tip_id not in now),
    )


def revisions_of(tip_id: str) -> Sequence[TipRevision]:
    """Every wording of a tip that was published, newest first."""
    mine = select(TipRevision).where(TipRevision.tip_id == tip_id)
    return db.session.scalars(mine.order_by(TipRevision.revision.desc())).all()


def first_editions(revisions: Sequence[TipRevision]) -> dict[int, int]:
    """The edition by which each revision was published first, by the id of the revision."""
    ids = [revision.id for revision in revisions]
    pairs = select(edition_tips.c.revision_id, edition_tips.c.edition_id).where(edition_tips.c.revision_id.in_(ids))
    return dict(db.session.execute(pairs.order_by(edition_tips.c.edition_id.desc())).all())


def events_of(tip_id: str) -> Sequence[DraftEvent]:
    """All that happened to the drafts of a tip, newest first."""
    mine = select(DraftEvent).join(TipDraft, TipDraft.id == DraftEvent.draft_id).where(TipDraft.tip_id == tip_id)
    return db.session.scalars(mine.order_by(DraftEvent.id.desc())).all()


def waiting() -> list[tuple[Publication, Sequence[TipDraft]]]:
    """What is scheduled, soonest first, with its drafts."""
    wanted = select(Publication).where(Publication.state == PublicationState.WAITING).order_by(Publication.due)
    return [(each, _drafts(each)) for each in db.session.scalars(wanted)]


def refused(now: datetime) -> Sequence[Publication]:
    """What was scheduled lately and could not be published."""
    lately = Publication.state == PublicationState.REFUSED, Publication.due > now - REMEMBERED
    return db.session.scalars(select(Publication).where(*lately).order_by(Publication.due.desc())).all()


def _drafts(publication: Publication) -> Sequence[TipDraft]:
    mine = select(TipDraft).where(TipDraft.publication_id == publication.id).order_by(TipDraft.tip_id)
    return db.session.scalars(mine).all()
