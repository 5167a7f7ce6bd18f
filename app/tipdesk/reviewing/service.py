"""From draft to approved: never by who wrote it, with remarks at the text and a reason where it is not good yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.extensions import db
from app.models import DraftAct, DraftEvent, DraftState, Staff, TipDraft
from app.tip_drafts import happened

# What each act needs and leads to.
STEPS: Mapping[DraftAct, tuple[frozenset[DraftState], DraftState]] = {
    DraftAct.SENT: (frozenset({DraftState.DRAFT}), DraftState.REVIEW),
    DraftAct.TAKEN_BACK: (frozenset({DraftState.REVIEW, DraftState.APPROVED}), DraftState.DRAFT),
    DraftAct.REFUSED: (frozenset({DraftState.REVIEW, DraftState.APPROVED}), DraftState.DRAFT),
    DraftAct.APPROVED: (frozenset({DraftState.REVIEW}), DraftState.APPROVED),
}
WRITING = (DraftAct.BEGUN, DraftAct.CHANGED)


class NotNow(Exception):
    """The draft is at another stage, or says something else by now."""


class OnesOwn(Exception):
    """Who wrote a draft does not judge it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said at a field of a draft."""

    id: int
    field: str
    words: str
    name: str
    at: datetime
    settled: bool


def send(draft: TipDraft, staff_id: int, now: datetime) -> None:
    """Ask for a review, flushed. Raises NotNow."""
    _step(draft, DraftAct.SENT, staff_id, now)


def take_back(draft: TipDraft, staff_id: int, now: datetime) -> None:
    """Go on writing, flushed. Raises NotNow."""
    _step(draft, DraftAct.TAKEN_BACK, staff_id, now)


def judge(draft: TipDraft, good: bool, version: int, reason: str, staff_id: int, now: datetime) -> None:
    """Approve a draft as it was read, or send it back with a reason; flushed. Raises OnesOwn or NotNow."""
    if staff_id in writers(draft):
        raise OnesOwn
    _step(draft, DraftAct.APPROVED if good else DraftAct.REFUSED, staff_id, now, reason, version)


def _step(
    draft: TipDraft, act: DraftAct, staff_id: int, now: datetime, words: str = "", version: int | None = None
) -> None:
    db.session.refresh(draft, with_for_update=True)
    needed, leads_to = STEPS[act]
    if draft.state not in needed or version not in (None, draft.version):
        raise NotNow
    draft.state = leads_to
    happened(draft, act, staff_id, now, words=words, body=draft.body)


def writers(draft: TipDraft) -> set[int]:
    """Who wrote in this draft."""
    acts = select(DraftEvent.staff_id).where(DraftEvent.draft_id == draft.id, DraftEvent.act.in_(WRITING))
    return {id_ for id_ in db.session.scalars(acts) if id_ is not None} | {draft.staff_id}


def events(draft: TipDraft) -> Sequence[DraftEvent]:
    """What happened to a draft, in order."""
    mine = select(DraftEvent).where(DraftEvent.draft_id == draft.id)
    return db.session.scalars(mine.order_by(DraftEvent.id)).all()


def names(ids: set[int | None]) -> dict[int | None, str]:
    """Who these colleagues are; nobody is called None."""
    rows = select(Staff.id, Staff.name).where(Staff.id.in_({id_ for id_ in ids if id_ is not None}))
    return dict(db.session.execute(rows).all())


def remarks(draft: TipDraft) -> dict[str, list[Remark]]:
    """What was said at each field, in order."""
    happenings = events(draft)
    settled = {event.settles for event in happenings if event.settles}
    called = names({event.staff_id for event in happenings})
    found: dict[str, list[Remark]] = {}
    for event in happenings:
        if event.act == DraftAct.COMMENTED and event.field is not None:
            said = Remark(
                event.id, event.field, event.words, called.get(event.staff_id, ""), event.at, event.id in settled
            )
            found.setdefault(event.field, []).append(said)
    return found


def remark(draft: TipDraft, field: str, words: str, staff_id: int, now: datetime) -> None:
    """Say something at a field, flushed."""
    happened(draft, DraftAct.COMMENTED, staff_id, now, field=field, words=words)


def settle(draft: TipDraft, event_id: int, staff_id: int, now: datetime) -> bool:
    """Note that something was done with a remark, flushed. False where this draft has no such remark."""
    event = db.session.get(DraftEvent, event_id)
    if event is None or event.draft_id != draft.id or event.act != DraftAct.COMMENTED:
        return False
    happened(draft, DraftAct.SETTLED, staff_id, now, settles=event_id)
    return True


def refusal(draft: TipDraft) -> DraftEvent | None:
    """Why the draft came back last, as long as it was not sent again."""
    turning = [event for event in events(draft) if event.act in (DraftAct.SENT, DraftAct.REFUSED)]
    return turning[-1] if turning and turning[-1].act == DraftAct.REFUSED else None
