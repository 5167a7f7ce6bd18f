"""A conversation in the database: begun, and taken one event further."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlalchemy import Row, Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from app import campaigns, consents, content
from app.conversations import Dialogue, between, read
from app.extensions import db
from app.models import Assessment, Picture
from app.models import Event as EventRow
from app.security import Access, fingerprint, hashes, token
from questionnaire import dialogue, route
from questionnaire.conversation import WORDS_KEPT, Act, Event, Turn
from questionnaire.model import Text
from questionnaire.position import how_far, where
from questionnaire.privacy import masked
from questionnaire.reading import Refused
from questionnaire.understanding import events, semantic

# Made once: to build one costs a turn about as much as to run it.
_OWNED = select(Assessment).where(Assessment.owner_hash == bindparam("fingerprint"))
_TAKEN = insert(cast(Table, EventRow.__table__))

# Far more than any person needs; it keeps a program from filling the table.
MOST_EVENTS = 1_000
AWAY_SECONDS = 30 * 60
_TELLING = {Act.ANSWER, Act.FACTS, *WORDS_KEPT}


class OutOfStep(Exception):
    """The page was made before something else happened in this conversation: a second tab, or a double click."""


def begin(mode: str, locale: str, now: datetime, campaign: str | None = None) -> tuple[Assessment, str]:
    """A new check with its first answer, the kind of check, and the owner's token."""
    questionnaire = content.questionnaire()
    id_ = uuid.uuid4()
    assessment = Assessment(id=id_, created=now, version=questionnaire.version, locale=locale, **hashes(id_))
    assessment.campaign = campaigns.admitted(campaign)
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


def place(here: Dialogue) -> dict[str, int]:
    """How far the conversation is, for the mail with the link to it."""
    far = how_far(here.questionnaire, here.conversation)
    return {"done": far.done, "total": far.total}


def pictures(assessment: uuid.UUID) -> Sequence[Row[int, str, int, int]]:
    """The screenshots of a check as id, question, width and height, in the order in which they came."""
    shown = select(Picture.id, Picture.question, Picture.width, Picture.height)
    return db.session.execute(shown.where(Picture.assessment_id == assessment).order_by(Picture.id)).all()


def understood(here: Dialogue, event: Event, now: datetime) -> tuple[Event, ...]:
    """The events that typed words come down to, without what points at a person; any other event as it is."""
    known = semantic.known(here.questionnaire.version)
    first = replace(event, text=masked(event.text))
    if first.act is Act.SAY:
        first = consents.asked_back(events.event(here.questionnaire, here.conversation, first.text, known))
    timed = replace(first, seconds=between(here.last, now))
    return timed, *events.besides(here.questionnaire, here.conversation, first, known)


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


def was_taken(here: Dialogue, seq: int, sent: Event, now: datetime) -> bool:
    """Whether what was sent after `seq` events is what came next then."""
    conversation = dialogue.replay(here.questionnaire, here.events[:seq])
    earlier = replace(here, events=here.events[:seq], moments=here.moments[:seq], conversation=conversation)
    return seq < len(here.events) and understood(earlier, sent, now)[0] == here.events[seq]


def away(here: Dialogue, now: datetime) -> Text | None:
    """Where we were, for who comes back after a while."""
    if here.conversation.paused or between(here.last, now) < AWAY_SECONDS:
        return None
    return where(here.questionnaire, here.conversation)
