"""One request as a consultant sees it: the whole conversation, and who, where and what in three lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from app import conversations, handover_log, transcript
from app.conversations import Dialogue
from app.extensions import db
from app.handover.queue import visible
from app.models import Assessment, Handover, HandoverMessage, HandoverState, Staff
from app.transcript import Line
from questionnaire import dialogue
from questionnaire.model import Question, Text
from questionnaire.position import how_far
from questionnaire.wording import answer_text

# Who somebody is, as far as the introduction told.
_WHO = ("intake.role", "intake.sector", "intake.stores", "intake.employees")
_COMPANY = "closing.company"
# Shorter than this is a greeting or a thank you, and no answer.
SHORTEST_TOLD = 40


@dataclass(frozen=True, slots=True)
class Summary:
    """Who asks, at which question of which aspect (None in introduction and closing), how far on, and what is asked."""

    company: str
    who: tuple[Text, ...]
    aspect: Text | None
    topic: Text | None
    done: int
    total: int
    words: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A request with all that was said; `question` is the one at which it was asked, as the check was begun."""

    row: Handover
    person: str
    locale: str
    here: Dialogue
    lines: tuple[Line, ...]
    question: Question | None
    messages: int

    @property
    def mark(self) -> str:
        """Another one as soon as there is news."""
        return f"{self.row.state}-{self.row.staff_id}-{len(self.lines)}"

    def held_by(self, staff_id: int) -> bool:
        return self.row.state != HandoverState.ENDED and self.row.staff_id == staff_id


def find(number: int, now: datetime) -> Opened | None:
    """The request of this number, while a consultant may read it."""
    found = db.session.execute(
        select(Handover, Assessment, Staff.name)
        .join(Assessment, Assessment.id == Handover.assessment_id)
        .outerjoin(Staff, Staff.id == Handover.staff_id)
        .where(Handover.id == number, *visible(now))
    ).first()
    if found is None:
        return None
    row, assessment, name = found
    here = _until(conversations.read(assessment), row.ended)
    asides = [each for each in handover_log.asides(row.assessment_id) if row.ended is None or each.at <= row.ended]
    question = here.questionnaire.questions.get(row.question or "")
    messages = sum(line.kind == "person" for aside in asides for line in aside.lines)
    lines = tuple(transcript.whole(here, asides)[0])
    return Opened(row, name or "", assessment.locale, here, lines, question, messages)


def summary(opened: Opened) -> Summary:
    """The three lines above a conversation."""
    here, question = opened.here, opened.question
    answers, questions = here.conversation.answers, here.questionnaire.questions
    given = [(questions.get(id_), answers.get(id_)) for id_ in _WHO]
    who = tuple(answer_text(asked, answer) for asked, answer in given if asked and answer and answer.answered)
    far = how_far(here.questionnaire, here.conversation)
    aspect = here.questionnaire.aspect[question.aspect].name if question and question.aspect else None
    topic = question.topic if question else None
    return Summary(answers.text(_COMPANY) or "", who, aspect, topic, far.done, far.total, opened.row.words)


def earlier_answers(opened: Opened, most: int) -> list[str]:
    """What consultants answered others at the same question in the same language, the last first, each once."""
    found = db.session.scalars(
        select(HandoverMessage.text)
        .join(Handover, Handover.id == HandoverMessage.handover_id)
        .join(Assessment, Assessment.id == Handover.assessment_id)
        .where(HandoverMessage.staff_id.is_not(None), Handover.question == opened.row.question)
        .where(Handover.id != opened.row.id, Assessment.locale == opened.locale)
        .where(func.length(HandoverMessage.text) >= SHORTEST_TOLD)
        .order_by(HandoverMessage.at.desc())
        .limit(20)
    )
    return list(dict.fromkeys(found))[:most] if opened.row.question else []


def _until(here: Dialogue, ended: datetime | None) -> Dialogue:
    """The conversation as it was at the end of the request: what came later was said to the bot alone."""
    if ended is None:
        return here
    count = sum(at <= ended for at in here.moments)
    events = here.events[:count]
    conversation = dialogue.replay(here.questionnaire, events)
    return replace(here, events=events, moments=here.moments[:count], conversation=conversation)
