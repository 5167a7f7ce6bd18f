"""A conversation read back from its events, and when what its report rests on was last changed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select

from app import content
from app.extensions import db
from app.models import Assessment
from app.models import Event as EventRow
from questionnaire import dialogue, route
from questionnaire.answers import Answer, Answers
from questionnaire.conversation import Act, Conversation, Event, Turn
from questionnaire.model import Questionnaire
from questionnaire.position import current
from reports.compose import COMPANY

# Made once: to build one costs a turn about as much as to run it.
_EVENTS = (
    select(EventRow.act, EventRow.question, EventRow.choice, EventRow.text, EventRow.at)
    .where(EventRow.assessment_id == bindparam("assessment"))
    .order_by(EventRow.seq)
)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation as it stood when it was read: its events, each with its moment, and what follows from them.

    It holds no row.
    """

    assessment: uuid.UUID
    questionnaire: Questionnaire
    events: tuple[Event, ...]
    moments: tuple[datetime, ...]
    conversation: Conversation

    @property
    def last(self) -> datetime | None:
        return self.moments[-1] if self.moments else None

    @property
    def turn(self) -> Turn:
        """Where it is, with nothing new said."""
        resting = self.conversation.paused or self.conversation.finished
        return Turn(self.conversation, (), None if resting else current(self.questionnaire, self.conversation))

    def after(self, event: Event, turn: Turn, now: datetime) -> Dialogue:
        """The same one event further."""
        events, moments = (*self.events, event), (*self.moments, now)
        return replace(self, events=events, moments=moments, conversation=turn.conversation)


def read(assessment: Assessment) -> Dialogue:
    """The conversation up to now, from its events."""
    rows = db.session.execute(_EVENTS, {"assessment": assessment.id}).all()
    moments = tuple(row.at for row in rows)
    events = tuple(
        Event(Act(act), question, tuple(choice), text, between(before, at))
        for before, (act, question, choice, text, at) in zip((None, *moments), rows, strict=False)
    )
    questionnaire = content.questionnaire(assessment.version)
    return Dialogue(assessment.id, questionnaire, events, moments, dialogue.replay(questionnaire, events))


def between(before: datetime | None, now: datetime) -> float:
    """Seconds; none where nothing came before."""
    return (now - before).total_seconds() if before else 0.0


def settled(here: Dialogue) -> datetime:
    """When the report of this conversation became what it is: at the last answer that changed it."""
    before, at = _counted(here.questionnaire, Answers()), here.moments[0]
    for moment, conversation in zip(here.moments, dialogue.follow(here.questionnaire, here.events), strict=True):
        after = _counted(here.questionnaire, conversation.answers)
        before, at = (before, at) if after == before else (after, moment)
    return at


def changes_report(here: Dialogue, after: Dialogue) -> bool:
    """Whether what happened between the two changed the report, and no question is open any more but on us."""
    questionnaire, answers = after.questionnaire, after.conversation.answers
    if answers is here.conversation.answers:
        return False
    left = route.next_open(route.path(questionnaire, answers), answers)
    if left is not None and left not in questionnaire.closing:
        return False
    return _counted(questionnaire, answers) != _counted(questionnaire, here.conversation.answers)


def _counted(questionnaire: Questionnaire, answers: Answers) -> Mapping[str, Answer | None]:
    """The answers that the report rests on: of the last questions, what we are told of ourselves is not in it."""
    of_us = {question.id for question in questionnaire.closing} - {COMPANY}
    return {id_: answers.get(id_) for id_ in answers.ids - of_us}
