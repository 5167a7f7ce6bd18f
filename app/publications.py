"""Approved drafts become an edition: at once, or at a moment that the sweep of the worker finds.

Whoever publishes does so alone (`editions.one_at_a_time`), in one transaction: two workers at once make one edition.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import select

from app import audit, editions
from app.audit import Action
from app.editions import Change
from app.extensions import db
from app.models import DraftAct, DraftState, Edition, Publication, PublicationState, TipDraft
from app.tip_drafts import happened, problems
from questionnaire.yaml_file import ContentError
from tips.lint.finding import Finding

UNSOUND = "unsound"
log = structlog.get_logger()


class Refused(Exception):
    """These drafts cannot become an edition. `problems` has at least one entry."""

    def __init__(self, problems: list[Finding]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class NotThere(Exception):
    """A draft or publication that is not, or no longer, in the state that this needs."""


def publish(draft_ids: Collection[int], note: str, staff_id: int, now: datetime) -> Edition:
    """Approved drafts as a new edition, flushed. Raises Refused or NotThere; roll back then."""
    editions.one_at_a_time()
    return _published(_in_state(draft_ids, DraftState.APPROVED), note, staff_id, now)


def schedule(draft_ids: Collection[int], note: str, due: datetime, staff_id: int, now: datetime) -> Publication:
    """Have approved drafts published at a moment, flushed. What could not be published now is refused now."""
    editions.one_at_a_time()
    drafts = _in_state(draft_ids, DraftState.APPROVED)
    _refuse(problems(drafts))
    publication = Publication(note=note, due=due, staff_id=staff_id, created=now, state=PublicationState.WAITING)
    db.session.add(publication)
    db.session.flush()
    for draft in drafts:
        draft.state, draft.publication_id = DraftState.SCHEDULED, publication.id
        happened(draft, DraftAct.SCHEDULED, staff_id, now)
    audit.note(staff_id, Action.EDITION_SCHEDULED, str(publication.id), now, tips=len(drafts))
    return publication


def cancel(publication_id: int, staff_id: int, now: datetime) -> None:
    """Do not publish after all: the drafts are approved again; flushed. Raises NotThere once it was published."""
    publication = _waiting(publication_id)
    if publication is None:
        raise NotThere
    _set_free(publication, staff_id, now)
    publication.state = PublicationState.CANCELLED
    audit.note(staff_id, Action.EDITION_UNSCHEDULED, str(publication_id), now)


def due(now: datetime) -> Sequence[int]:
    """The ids of the publications whose moment has come."""
    waiting = select(Publication.id).where(Publication.state == PublicationState.WAITING, Publication.due <= now)
    ids = db.session.scalars(waiting.order_by(Publication.due, Publication.id)).all()
    db.session.rollback()
    return ids


def carry_out(publication_id: int, now: datetime) -> Edition | None:
    """Publish what was scheduled, unless that was done or cancelled; flushed.

    Where it is refused the drafts are approved again, and the publication keeps the problems for the publishers.
    """
    editions.one_at_a_time()
    publication = _waiting(publication_id)
    if publication is None:
        return None
    drafts = db.session.scalars(select(TipDraft).where(TipDraft.publication_id == publication_id)).all()
    try:
        edition = _published(drafts, publication.note, publication.staff_id, now)
    except Refused as refused:
        log.warning("scheduled edition refused", publication=publication_id, problems=len(refused.problems))
        _set_free(publication, None, now)
        publication.state = PublicationState.REFUSED
        publication.problems = [_kept(problem) for problem in refused.problems]
        return None
    publication.state, publication.edition_id = PublicationState.DONE, edition.id
    return edition


def restore(edition_id: int, note: str, staff_id: int, now: datetime) -> Edition:
    """The tips of an older edition as a new one, flushed. Raises NotThere for one that is not older."""
    editions.one_at_a_time()
    older, latest = db.session.get(Edition, edition_id), editions.latest()
    if older is None or latest is None or older.id == latest.id:
        raise NotThere
    edition = editions.restore(older, now, note, staff_id)
    audit.note(staff_id, Action.EDITION_RESTORED, str(edition.id), now, restored=edition_id)
    return edition


def found_then(publication: Publication) -> list[Finding]:
    """Why a scheduled publication was refused."""
    return [Finding(**{**problem, "where": tuple(problem["where"])}) for problem in publication.problems or ()]


def _published(drafts: Sequence[TipDraft], note: str, staff_id: int, now: datetime) -> Edition:
    _refuse(problems(drafts))
    changes = [
        Change(
            draft.tip_id,
            draft.body["question"],
            None if draft.withdraws else draft.body,
            draft.staff_id,
            draft.translation_holds,
        )
        for draft in drafts
    ]
    try:
        edition = editions.publish(changes, now, note, staff_id)
    except ContentError as error:
        raise Refused([Finding("", None, (), UNSOUND, {"fault": str(error)})]) from error
    for draft in drafts:
        draft.state = DraftState.PUBLISHED
        happened(draft, DraftAct.PUBLISHED, staff_id, now, words=str(edition.id))
    audit.note(staff_id, Action.EDITION_PUBLISHED, str(edition.id), now, tips=len(drafts))
    return edition


def _refuse(found: list[Finding]) -> None:
    if found:
        raise Refused(found)


def _in_state(draft_ids: Collection[int], state: DraftState) -> Sequence[TipDraft]:
    """These drafts, each as it stands now. Raises NotThere where one is in another state by now."""
    wanted = select(TipDraft).where(TipDraft.id.in_(draft_ids)).order_by(TipDraft.id).with_for_update()
    drafts = db.session.scalars(wanted.execution_options(populate_existing=True)).all()
    if not drafts or len(drafts) != len(set(draft_ids)) or any(draft.state != state for draft in drafts):
        raise NotThere
    return drafts


def _waiting(publication_id: int) -> Publication | None:
    """A publication that waits, held until the transaction ends."""
    mine = Publication.id == publication_id, Publication.state == PublicationState.WAITING
    wanted = select(Publication).where(*mine).with_for_update()
    return db.session.scalar(wanted.execution_options(populate_existing=True))


def _set_free(publication: Publication, staff_id: int | None, now: datetime) -> None:
    for draft in db.session.scalars(select(TipDraft).where(TipDraft.publication_id == publication.id)).all():
        draft.state, draft.publication_id = DraftState.APPROVED, None
        happened(draft, DraftAct.UNSCHEDULED, staff_id, now)


def _kept(problem: Finding) -> dict[str, Any]:
    return {**asdict(problem), "where": list(problem.where), "values": dict(problem.values)}
