"""A conversation in the database: begun, taken one event further, and read back from its events."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from app import content
from app.extensions import db
from app.models import Assessment
from app.models import Event as EventRow
from app.security import Access, fingerprint, hashes, token
from questionnaire import dialogue, route
from questionnaire.conversation import WORDS_KEPT, Act, Conversation, Event, Turn
from questionnaire.model import Questionnaire
from questionnaire.privacy import masked
from questionnaire.reading import Refused
from questionnaire.understanding import events, utterances

# Made once: to build one costs a turn about as much as to run it.
_OWNED = select(Assessment).where(Assessment.owner_hash == bindparam("fingerprint"))
_EVENTS = (
    select(EventRow.act, EventRow.question, EventRow.choice, EventRow.text)
    .where(EventRow.assessment_id == bindparam("assessment"))
    .order_by(EventRow.seq)
)
_TAKEN = insert(cast(Table, EventRow.__table__))

# Far more than any person needs; it keeps a program from filling the table.
MOST_EVENTS = 1_000
_TELLING = {Act.ANSWER, *WORDS_KEPT}


class OutOfStep(Exception):
    """The page was made before something else happened in this conversation: a second tab, or a double click."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation as it stood when it was read: its events, and what follows from them. It holds no row."""

    assessment: uuid.UUID
    questionnaire: Questionnaire
    events: tuple[Event, ...]
    conversation: Conversation


def begin(mode: str, locale: str, now: datetime) -> tuple[Assessment, str]:
    """A new check with its first answer, the kind of check, and the owner's token."""
    questionnaire = content.questionnaire()
    id_ = uuid.uuid4()
    assessment = Assessment(id=id_, created=now, version=questionnaire.version, locale=locale, **hashes(id_))
    db.session.add(assessment)
    db.session.flush()
    take(read(assessment), 0, Event(Act.ANSWER, route.MODE, (mode,)), now)
    return assessment, token(Access.OWNER, id_)


def of_owner(secret: str) -> Assessment | None:
    """The check that this token owns."""
    return db.session.scalar(_OWNED, {"fingerprint": fingerprint(secret)})


def of_eraser(secret: str) -> Assessment | None:
    """The check that this token may erase: a mail that is forwarded hands on no more than that."""
    return db.session.scalar(select(Assessment).where(Assessment.erase_hash == fingerprint(secret)))


def read(assessment: Assessment) -> Dialogue:
    """The conversation up to now, from its events."""
    rows = db.session.execute(_EVENTS, {"assessment": assessment.id})
    events = tuple(Event(Act(act), question, tuple(choice), text) for act, question, choice, text in rows)
    questionnaire = content.questionnaire(assessment.version)
    return Dialogue(assessment.id, questionnaire, events, dialogue.replay(questionnaire, events))


def understood(here: Dialogue, event: Event) -> Event:
    """The event that typed words come down to, without what points at a person; any other event as it is."""
    event = replace(event, text=masked(event.text))
    if event.act is not Act.SAY:
        return event
    known = utterances.trained(here.questionnaire.version)
    return events.event(here.questionnaire, here.conversation, event.text, known)


def take(here: Dialogue, seq: int, event: Event, now: datetime) -> Turn:
    """Store one event and give what comes next. Raises OutOfStep for an old page, Refused for what cannot be taken."""
    if seq != len(here.events):
        raise OutOfStep
    if seq >= MOST_EVENTS and event.act is not Act.FINISH:
        raise Refused(here.questionnaire.messages["refused_too_many"])
    turn = dialogue.step(here.questionnaire, here.conversation, event)
    telling = event.act in _TELLING
    row = {
        "assessment_id": here.assessment,
        "seq": seq + 1,
        "act": event.act.value,
        "question": event.question if event.question in here.questionnaire.questions else None,
        "choice": list(event.values) if telling else [],
        "text": event.text if telling else "",
        "at": now,
    }
    try:
        db.session.execute(_TAKEN, row)
    except IntegrityError as error:
        raise OutOfStep from error
    return turn


def erase(assessment: Assessment) -> None:
    """Delete a check with its events, reports and mails."""
    db.session.delete(assessment)
    db.session.flush()
