"""Asking for a person, and talking to one: what respondent and consultant do, each in the transaction of its view.

The bot's conversation stays as it was meanwhile: nothing here is an answer to a question.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update

from app import consents
from app.extensions import db
from app.models import Assessment, ConsentKind, Ended, Handover, HandoverMessage, HandoverState, Staff
from app.models.handover import WORDS_LENGTH
from questionnaire.privacy import masked

# Far more than any person needs; they keep a program from filling the tables.
MOST_REQUESTS = 20
MOST_MESSAGES = 400
# So long after its end a request can be read at the desk, and the way to reach somebody is kept.
KEPT = timedelta(days=14)


class Enough(Exception):
    """As many requests, or messages, as one check may have."""


class NotNow(Exception):
    """The conversation moved on: another has it, or nobody has it any more. `name` is who has it."""

    def __init__(self, name: str = "") -> None:
        super().__init__("the conversation moved on")
        self.name = name


@dataclass(frozen=True, slots=True)
class Reach:
    """How to call or mail somebody back: `contact` is a number or an address."""

    contact: str
    name: str = ""
    suits: str = ""


def ask(
    assessment: uuid.UUID, question: str | None, words: str, reach: Reach | None, now: datetime
) -> tuple[Handover, bool]:
    """Ask for a person, in the chat or to be called or mailed back; with whether this is a new request. Flushed.

    It lets a consultant read the conversation. While one request is open another one only says how to reach
    somebody. Raises Enough.
    """
    row, made = _open(assessment), False
    if row is None:
        made_before = select(func.count()).where(Handover.assessment_id == assessment)
        if (db.session.scalar(made_before) or 0) >= MOST_REQUESTS:
            raise Enough
        row = Handover(assessment_id=assessment, question=question, words=tidy(masked(words)), asked=now)
        row.state, made = HandoverState.WAITING, True
        db.session.add(row)
    if reach is not None:
        row.state, row.calling = HandoverState.CALLBACK, row.calling or now
        row.contact, row.name, row.suits = reach.contact, reach.name or None, reach.suits or None
    allowed = {ConsentKind.HANDOVER: str(consents.BY_ASKING[ConsentKind.HANDOVER])}
    consents.keep(assessment, consents.Change(allowed.keys(), set()), allowed, "", now)
    db.session.flush()
    return row, made


def say(assessment: uuid.UUID, text: str, once: str, now: datetime) -> None:
    """What the respondent says to the person who has the conversation. Raises NotNow and Enough; flushed."""
    row = _open(assessment)
    if row is None or row.state != HandoverState.TAKEN:
        raise NotNow
    _add(row, masked(text), once, None, now)


def give_back(assessment: uuid.UUID, now: datetime) -> None:
    """The respondent goes on with the bot, or asks for nobody any more; flushed.

    Who was read by nobody yet takes back that one may read.
    """
    row = _open(assessment)
    if row is None:
        return
    row.state, row.ended, row.ended_by = HandoverState.ENDED, now, Ended.RESPONDENT
    row.name = row.contact = row.suits = None
    db.session.flush()
    if row.staff_id is None:
        consents.keep(assessment, consents.Change(set(), {ConsentKind.HANDOVER}), {}, "", now)


def take(handover: int, staff_id: int, now: datetime) -> None:
    """Take the conversation over, or a request to be called. Of two at once the second gets NotNow; flushed."""
    free = Handover.id == handover, Handover.staff_id.is_(None)
    chat = update(Handover).where(*free, Handover.state == HandoverState.WAITING)
    call = update(Handover).where(*free, Handover.state == HandoverState.CALLBACK)
    taken = {"state": HandoverState.TAKEN, "staff_id": staff_id, "taken": now}
    if not (_changed(chat, **taken) or _changed(call, staff_id=staff_id)):
        row = _read(handover)
        if row is None or row.staff_id != staff_id or row.state == HandoverState.ENDED:
            raise NotNow(_name(row))


def answer(handover: int, staff_id: int, text: str, once: str, now: datetime) -> None:
    """What the consultant who has it says. Raises NotNow and Enough; flushed."""
    row = _read(handover)
    if row is None or row.staff_id != staff_id or row.state != HandoverState.TAKEN:
        raise NotNow(_name(row))
    _add(row, text, once, staff_id, now)
    row.answered = row.answered or now
    db.session.flush()


def close(handover: int, staff_id: int, done: bool, now: datetime) -> None:
    """Give the conversation back to the bot, or close a request; `done` where somebody was called or mailed. Flushed.

    Raises NotNow where a colleague has it.
    """
    row = _read(handover)
    if row is None or row.staff_id not in (None, staff_id):
        raise NotNow(_name(row))
    if row.state != HandoverState.ENDED:
        row.answered = row.answered or (now if done else None)
        row.state, row.ended, row.ended_by, row.staff_id = HandoverState.ENDED, now, Ended.STAFF, staff_id
        db.session.flush()


def forget(now: datetime) -> None:
    """Remove how to reach somebody, some days after the request was over; flushed."""
    over = Handover.ended < now - KEPT, Handover.contact.is_not(None)
    _changed(update(Handover).where(*over), contact=None, name=None, suits=None)


def tidy(text: str) -> str:
    """The words as they are kept: lines stay lines, and nothing is there that cannot be read."""
    lines = (" ".join("".join(c for c in line if c.isprintable() or c == "\t").split()) for line in text.splitlines())
    return "\n".join(lines).strip()[:WORDS_LENGTH]


def _open(assessment: uuid.UUID) -> Handover | None:
    """The request that is not over; whoever changes it waits for whoever is doing so already."""
    db.session.execute(select(Assessment.id).where(Assessment.id == assessment).with_for_update())
    mine = Handover.assessment_id == assessment, Handover.state != HandoverState.ENDED
    return db.session.scalar(select(Handover).where(*mine).with_for_update().execution_options(populate_existing=True))


def _read(handover: int) -> Handover | None:
    """The request of this number. Always the check first and then its request: nobody then waits crosswise."""
    check = select(Handover.assessment_id).where(Handover.id == handover).scalar_subquery()
    db.session.execute(select(Assessment.id).where(Assessment.id == check).with_for_update())
    found = select(Handover).where(Handover.id == handover).with_for_update()
    return db.session.scalar(found.execution_options(populate_existing=True))


def _add(row: Handover, text: str, once: str, staff_id: int | None, now: datetime) -> None:
    kept = tidy(text)
    check = HandoverMessage.assessment_id == row.assessment_id
    if not kept or db.session.scalar(select(HandoverMessage.seq).where(check, HandoverMessage.once == once)):
        return
    seq = db.session.scalar(select(func.max(HandoverMessage.seq)).where(check)) or 0
    if seq >= MOST_MESSAGES:
        raise Enough
    message = {"assessment_id": row.assessment_id, "seq": seq + 1, "handover_id": row.id, "staff_id": staff_id}
    db.session.add(HandoverMessage(**message, text=kept, once=once, at=now))
    db.session.flush()


def _changed(statement: Any, **values: Any) -> int:
    done = db.session.execute(statement.values(values).execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", done).rowcount


def _name(row: Handover | None) -> str:
    if row is None or row.staff_id is None or row.state == HandoverState.ENDED:
        return ""
    return db.session.scalar(select(Staff.name).where(Staff.id == row.staff_id)) or ""
