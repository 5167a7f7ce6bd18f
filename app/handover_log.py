"""A request for a person as it stands, and what it adds to the lines of a conversation."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from app.extensions import db
from app.models import Ended, Handover, HandoverMessage, HandoverState, Presence, Staff
from app.presence import SEEN_WITHIN
from app.transcript import BOT, PERSON, YOU, Aside, Line

_MESSAGES = select(func.count()).where(HandoverMessage.handover_id == Handover.id).scalar_subquery()
# Made once: each turn asks, and to build one costs a turn about as much as to run it.
_LAST = (
    select(Handover.id, Handover.state, Handover.asked, Handover.ended, Handover.contact)
    .add_columns(Staff.name, Presence.seen, _MESSAGES.label("messages"))
    .outerjoin(Staff, Staff.id == Handover.staff_id)
    .outerjoin(Presence, Presence.staff_id == Handover.staff_id)
    .where(Handover.assessment_id == bindparam("assessment"))
    .order_by(Handover.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Request:
    """The last request of a check as it stands; `person` is the name of who has it, or had it.

    `away` is whether that person has had no page open for a while.
    """

    id: int
    state: HandoverState
    person: str
    asked: datetime
    ended: datetime | None
    contact: str
    messages: int
    away: bool

    @property
    def open(self) -> bool:
        return self.state is not HandoverState.ENDED

    @property
    def mark(self) -> str:
        """Another one as soon as there is news."""
        return f"{self.id}-{self.state}-{self.messages}{'-away' if self.away else ''}"


def last(assessment: uuid.UUID, now: datetime) -> Request | None:
    """The request that was made last, also when it is over."""
    row = db.session.execute(_LAST, {"assessment": assessment}).first()
    if row is None:
        return None
    state = HandoverState(row.state)
    away = state is HandoverState.TAKEN and (row.seen is None or row.seen <= now - SEEN_WITHIN)
    return Request(row.id, state, row.name or "", row.asked, row.ended, row.contact or "", row.messages, away)


def asides(assessment: uuid.UUID, only: int | None = None) -> list[Aside]:
    """What was said around a person, in order; of the request `only` where that is named."""
    mine = (Handover.assessment_id == assessment, *([Handover.id == only] if only else []))
    person = aliased(Staff)
    requests = select(Handover, person.name).outerjoin(person, person.id == Handover.staff_id).where(*mine)
    messages = (
        select(HandoverMessage, person.name)
        .join(Handover, Handover.id == HandoverMessage.handover_id)
        .outerjoin(person, person.id == HandoverMessage.staff_id)
        .where(*mine)
        .order_by(HandoverMessage.seq)
    )
    found = [aside for row, name in db.session.execute(requests.order_by(Handover.id)) for aside in _moments(row, name)]
    found += [Aside(row.at, (_message(row, name),)) for row, name in db.session.execute(messages)]
    # Of what fell in one moment, the end comes last.
    return sorted(found, key=lambda aside: (aside.at, aside.lines[0].key.startswith("ended")))


def _message(row: HandoverMessage, name: str | None) -> Line:
    key = f"said-{row.seq}"
    return Line(PERSON, "person", row.text, by=name or "", key=key) if name else Line(YOU, "person", row.text, key=key)


def _moments(row: Handover, name: str | None) -> Iterator[Aside]:
    """What the bot says when somebody was asked for, came, was asked to call instead, and left."""
    asked = Line(YOU, "person", row.words or _("I'd like to talk to a person"), key=f"asked-{row.id}")
    called = row.calling == row.asked
    yield Aside(row.asked, (asked, *([] if called else [_bot(row, "passed", _passed_on())])))
    if row.taken and name:
        yield Aside(row.taken, (_bot(row, "taken", _has_come(name)),))
    if row.calling:
        yield Aside(row.calling, (_bot(row, "called", _to_call()),))
    if row.ended:
        yield Aside(row.ended, (_bot(row, "ended", _left(row, name or "")),))


def _bot(row: Handover, what: str, text: str) -> Line:
    return Line(BOT, "notice", text, key=f"{what}-{row.id}")


def _passed_on() -> str:
    return _("I have passed that on. Who takes it up sees this conversation. Until then we can go on here.")


def _has_come(name: str) -> str:
    return _(
        "%(name)s is here now, a person. I keep still until one of you gives the conversation back to me.", name=name
    )


def _to_call() -> str:
    return _("I have put it on the list of our consultants, with how they can reach you. We can go on here.")


def _left(row: Handover, name: str) -> str:
    """What the bot says when a request is over."""
    if row.ended_by == Ended.RESPONDENT:
        return _("All right, you are with me again.") if row.taken else _("All right, I have withdrawn it.")
    if row.taken and not row.calling:
        return _("%(name)s has given the conversation back to me. We go on where we were.", name=name)
    return _("%(name)s has ticked off your question.", name=name)
