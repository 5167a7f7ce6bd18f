"""A review in the database: opened, saved beside somebody else, and taken along to a newer report."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app import audit, consents, shared_assessments
from app.audit import Action
from app.extensions import db
from app.models import Assessment, ConsentKind, DeskState, ReviewDraft, Staff, StoredReport
from reports import drafting, review
from reports.drafting import Merged, Texts
from reports.model import Report, from_json
from reports.review import Review

NEARBY = timedelta(minutes=10)
"""Who saved less than this ago is taken to be at work."""


class Clash(Exception):
    """Somebody else changed the same texts meanwhile. Nothing was saved."""

    def __init__(self, merged: Merged) -> None:
        super().__init__(merged.clashing)
        self.merged = merged


class NotShared(Exception):
    """There is no such check, or its respondent does not let a consultant read it, or there is no report yet."""


@dataclass(frozen=True, slots=True)
class Work:
    """A review as it stands. `base` is the check's own `report` that it is of, `newest` the latest of these.

    `draft` is None before the first save.
    """

    assessment: Assessment
    base: StoredReport
    newest: StoredReport
    draft: ReviewDraft | None
    review: Review
    report: Report

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0

    @property
    def outdated(self) -> bool:
        """Whether the respondent has a newer report by newer answers."""
        return self.newest.generation > self.base.generation

    @property
    def texts(self) -> dict[str, str]:
        return drafting.texts(self.review, tuple(aspect.id for aspect in self.report.aspects))


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sends: the texts as they are now, the digests of what it had shown, and the version of that."""

    version: int
    texts: Texts
    shown: Texts


def opened(id_: uuid.UUID, locked: bool = False) -> Work:
    """The review of a check that is shared with the desk; `locked` until the transaction ends. Raises NotShared."""
    asked = select(Assessment).where(Assessment.id == id_)
    assessment = db.session.scalar(asked.with_for_update() if locked else asked)
    reports = db.session.scalars(
        select(StoredReport)
        .where(StoredReport.assessment_id == id_, StoredReport.review_of.is_(None))
        .order_by(StoredReport.generation)
    ).all()
    if assessment is None or not reports or ConsentKind.CONSULTANT not in consents.standing(id_):
        raise NotShared
    draft = db.session.get(ReviewDraft, id_, populate_existing=locked)
    base = next((each for each in reports if draft and each.generation == draft.generation), reports[-1])
    kept = review.from_json(draft.body) if draft else Review()
    return Work(assessment, base, reports[-1], draft, kept, from_json(base.body))


def together(work: Work, sent: Sent) -> tuple[Work, Merged]:
    """The work with what was sent put into it, and what came of both. Raises Clash."""
    merged = drafting.merged(work.texts, sent.texts, sent.shown)
    if merged.clashing:
        raise Clash(merged)
    return replace(work, review=drafting.with_texts(work.review, merged.texts)), merged


def save(work: Work, staff_id: int, now: datetime) -> ReviewDraft:
    """Keep the review as it is in `work`, if it is another; flushed. The check must be locked."""
    body, draft = review.to_json(work.review), work.draft
    if draft is None:
        draft = ReviewDraft(assessment_id=work.assessment.id, generation=work.base.generation, version=0, hands={})
    elif draft.body == body and draft.generation == work.base.generation:
        return draft
    # A script saves every few seconds: that is one entry in the log, and another when ten minutes lie between.
    lately = _is_at_work(draft.hands, str(staff_id), now)
    draft.generation, draft.body = work.base.generation, body
    draft.version, draft.staff_id, draft.updated = draft.version + 1, staff_id, now
    draft.hands = {**draft.hands, str(staff_id): {"at": now.isoformat(), "version": draft.version}}
    db.session.add(draft)
    shared_assessments.set_state(work.assessment.id, DeskState.REVIEWING)
    if not lately:
        audit.note(staff_id, Action.REVIEWED, str(work.assessment.id), now)
    db.session.flush()
    return draft


def carried(work: Work) -> Work:
    """The same review, of the newest report. Tips that it no longer has are passed over."""
    return replace(work, base=work.newest, report=from_json(work.newest.body))


def nearby(work: Work, staff_id: int, now: datetime) -> list[str]:
    """The names of the others who are at work on this review."""
    hands = work.draft.hands if work.draft else {}
    return [name_of(int(id_)) for id_ in hands if int(id_) != staff_id and _is_at_work(hands, id_, now)]


def hand_since(work: Work, version: int, staff_id: int) -> int | None:
    """The colleague who saved last after this version; None where it was nobody else."""
    hands = work.draft.hands if work.draft else {}
    later = [(hand["version"], int(id_)) for id_, hand in hands.items() if hand["version"] > version]
    return max(((saved, id_) for saved, id_ in later if id_ != staff_id), default=(0, None))[1]


def name_of(staff_id: int) -> str:
    person = db.session.get(Staff, staff_id)
    return person.name if person else ""


def _is_at_work(hands: Mapping[str, Any], id_: str, now: datetime) -> bool:
    return id_ in hands and datetime.fromisoformat(hands[id_]["at"]) > now - NEARBY
