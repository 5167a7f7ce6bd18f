"""The requests for a person as consultants see them: while the respondent allows that, and not long after the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zlib import crc32

from sqlalchemy import ColumnElement, Select, func, or_, select

from app import content
from app.extensions import db
from app.handovers import KEPT
from app.models import Assessment, Consent, ConsentKind, Handover, HandoverMessage, HandoverState, Staff
from questionnaire.model import Text

MOST_SHOWN = 50


class Pile(StrEnum):
    """Where a request lies for the colleague who looks, in this order."""

    WAITING = "waiting"
    MINE = "mine"
    CALLING = "calling"
    THEIRS = "theirs"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One request. `news` is whether the last word is the respondent's; `by` is the colleague who has it."""

    id: int
    pile: Pile
    asked: datetime
    topic: Text | None
    words: str
    by: str
    messages: int
    news: bool


def visible(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What must hold for a request that a consultant may read: it is allowed, and not over for long."""
    mine = Consent.assessment_id == Handover.assessment_id, Consent.kind == ConsentKind.HANDOVER
    allowed = select(Consent.given).where(*mine).order_by(Consent.id.desc()).limit(1).scalar_subquery()
    return allowed.is_(True), or_(Handover.ended.is_(None), Handover.ended > now - KEPT)


def queue(staff_id: int, now: datetime) -> Mapping[Pile, list[Entry]]:
    """All piles in their order, the longest waiting first; of what is closed the last first."""
    piles: dict[Pile, list[Entry]] = {pile: [] for pile in Pile}
    is_open = Handover.state != HandoverState.ENDED
    oldest = _entries(is_open, now).order_by(Handover.asked).limit(MOST_SHOWN)
    closed = _entries(~is_open, now).order_by(Handover.ended.desc()).limit(MOST_SHOWN)
    for statement in (oldest, closed):
        for row in db.session.execute(statement):
            entry = _entry(*row, staff_id=staff_id)
            piles[entry.pile].append(entry)
    return piles


def mark(piles: Mapping[Pile, list[Entry]]) -> str:
    """Another one as soon as there is news."""
    entries = [(entry.id, entry.pile.value, entry.messages) for pile in piles.values() for entry in pile]
    return f"{crc32(repr(entries).encode()):08x}"


def _entries(which: ColumnElement[bool], now: datetime) -> Select[Any]:
    own = HandoverMessage.handover_id == Handover.id
    count = select(func.count()).where(own).scalar_subquery()
    last = select(HandoverMessage.staff_id).where(own).order_by(HandoverMessage.seq.desc()).limit(1).scalar_subquery()
    return (
        select(Handover, Assessment.version, Staff.name, count, last)
        .join(Assessment, Assessment.id == Handover.assessment_id)
        .outerjoin(Staff, Staff.id == Handover.staff_id)
        .where(which, *visible(now))
    )


def _entry(row: Handover, version: str, name: str | None, count: int, last: int | None, *, staff_id: int) -> Entry:
    question = content.questionnaire(version).questions.get(row.question or "")
    topic = question.topic if question else None
    news = row.state == HandoverState.TAKEN and last is None
    return Entry(row.id, _pile(row, staff_id), row.asked, topic, row.words, name or "", count, news)


def _pile(row: Handover, staff_id: int) -> Pile:
    if row.state == HandoverState.ENDED:
        return Pile.CLOSED
    if row.staff_id is not None:
        return Pile.MINE if row.staff_id == staff_id else Pile.THEIRS
    return Pile.WAITING if row.state == HandoverState.WAITING else Pile.CALLING
