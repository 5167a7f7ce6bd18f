"""Which states of the tip bank can be laid side by side: editions, and the latest one with drafts in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from marshmallow import ValidationError
from sqlalchemy import Row, select

from app import content, tip_drafts
from app.extensions import db
from app.models import DraftState, Edition, TipDraft
from tips.bank import Bank

MOST = 50


class Drafts(StrEnum):
    """Drafts that are taken together as what may come."""

    APPROVED = "approved"
    ALL = "all"


_STATES = {Drafts.APPROVED: (DraftState.APPROVED, DraftState.SCHEDULED), Drafts.ALL: ()}


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen from: the last editions as (id, note, published), latest first, and how many drafts there are
    that can be a tip."""

    editions: Sequence[Row]
    drafts: dict[Drafts, int]

    def chosen(self, before: int | None, after: str) -> tuple[int, str] | None:
        """What was asked for, else what would come, else the last two editions; None where there is nothing.

        Drafts stand beside the latest edition, which is what they would change.
        """
        ids = [edition.id for edition in self.editions]
        if after in self.drafts and self.drafts[Drafts(after)]:
            return ids[0], after
        if before and before in ids and after in map(str, ids):
            return before, after
        coming = next((which for which, count in self.drafts.items() if count), None)
        if coming and not after:
            return ids[0], coming
        return (ids[1], str(ids[0])) if len(ids) > 1 else None


def offer() -> Offer:
    columns = select(Edition.id, Edition.note, Edition.published)
    editions = db.session.execute(columns.order_by(Edition.id.desc()).limit(MOST)).all()
    return Offer(editions, {which: len(_complete(which)) for which in Drafts} if editions else {})


def banks(chosen: tuple[int, str]) -> tuple[Bank, Bank]:
    """The two states that were chosen."""
    before, after = chosen
    if after in _STATES:
        return content.bank_of(before), tip_drafts.proposed_bank([draft.id for draft in _complete(Drafts(after))])
    return content.bank_of(before), content.bank_of(int(after))


def _complete(which: Drafts) -> list[TipDraft]:
    """A draft in which something is missing yet is left out."""
    return [draft for draft in tip_drafts.open_drafts(*_STATES[which]) if draft.withdraws or _is_tip(draft)]


def _is_tip(draft: TipDraft) -> bool:
    try:
        tip_drafts.tip_of(draft)
    except ValidationError:
        return False
    return True
