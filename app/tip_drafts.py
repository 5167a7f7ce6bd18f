"""What is being written for the tip bank, and the bank as it would be with that in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from marshmallow import ValidationError
from sqlalchemy import select

from app import content
from app.extensions import db
from app.models import DraftAct, DraftEvent, DraftState, TipDraft
from app.models.drafts import OPEN_STATES
from tips.bank import Bank, Body
from tips.lint import check as lint
from tips.lint.finding import Finding
from tips.model import Tip
from tips.schema import TipSchema

# Told by the tip desk beside what the lint finds.
INCOMPLETE, OVERTAKEN = "incomplete", "overtaken"


def open_draft(tip_id: str) -> TipDraft | None:
    """The draft of a tip that is not published or discarded yet."""
    return db.session.scalar(select(TipDraft).where(TipDraft.tip_id == tip_id, TipDraft.state.in_(OPEN_STATES)))


def open_drafts(*states: DraftState) -> Sequence[TipDraft]:
    """The open drafts, or those in these states, by tip."""
    wanted = TipDraft.state.in_(states or OPEN_STATES)
    return db.session.scalars(select(TipDraft).where(wanted).order_by(TipDraft.tip_id)).all()


def happened(
    draft: TipDraft,
    act: DraftAct,
    staff_id: int | None,
    now: datetime,
    field: str | None = None,
    words: str = "",
    body: Body | None = None,
    settles: int | None = None,
) -> DraftEvent:
    """Note what somebody did to a draft; flushed."""
    event = DraftEvent(
        draft_id=draft.id, act=act, staff_id=staff_id, at=now, field=field, words=words, body=body, settles=settles
    )
    db.session.add(event)
    db.session.flush()
    return event


def proposed_bank(draft_ids: Collection[int]) -> Bank:
    """The latest edition as it would be with these drafts. Raises ValidationError where one of them is not complete."""
    bank = content.bank()
    drafts = db.session.scalars(select(TipDraft).where(TipDraft.id.in_(draft_ids)).order_by(TipDraft.id)).all()
    return with_tips(bank, {draft.tip_id: None if draft.withdraws else tip_of(draft) for draft in drafts})


def with_tips(bank: Bank, tips: dict[str, Tip | None]) -> Bank:
    """A bank with these tips in place of those of the same id; None takes one out. It is of no edition yet."""
    kept = tuple(tip for tip in bank.tips if tip.id not in tips)
    return Bank(f"{bank.edition}+", (*kept, *(tip for tip in tips.values() if tip is not None)), bank.topics)


def tip_of(draft: TipDraft) -> Tip:
    """The tip that a draft would be. Raises ValidationError where something is missing."""
    tip: Tip = TipSchema().load(draft.body)
    return replace(tip, revision=(draft.base or 0) + 1)


def problems(drafts: Sequence[TipDraft]) -> list[Finding]:
    """What stands in the way of publishing these drafts together, as the lint tells it."""
    current = {tip.id: tip for tip in content.bank().tips}
    found, tips = [], {}
    for draft in drafts:
        question = draft.body["question"]
        now_there = current.get(draft.tip_id)
        if (now_there.revision if now_there else None) != draft.base:
            found.append(Finding(question, draft.tip_id, (), OVERTAKEN))
        try:
            tips[draft.tip_id] = None if draft.withdraws else tip_of(draft)
        except ValidationError:
            found.append(Finding(question, draft.tip_id, (), INCOMPLETE))
    written = [id_ for id_, tip in tips.items() if tip]
    about = {draft.body["question"] for draft in drafts}
    return found + lint.changes(with_tips(content.bank(), tips), content.questionnaire(), written, about)
