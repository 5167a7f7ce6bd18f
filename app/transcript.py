"""A conversation as lines to be shown: who says what, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _

from app.conversations import Dialogue
from questionnaire import dialogue
from questionnaire.conversation import WORDS_KEPT, Act, Conversation, Event, Turn
from questionnaire.model import Question, Questionnaire
from questionnaire.position import current, shown
from questionnaire.understanding.intents import Intent
from questionnaire.wording import answer_text

BOT = "bot"
YOU = "you"
PERSON = "person"
_ACTS = {
    Act.SKIP: _("Skip this one"),
    Act.UNKNOWN: _("I don't know"),
    Act.NOT_APPLICABLE: _("Not applicable"),
    Act.WHY: _("Why do you ask?"),
    Act.BACK: _("One question back"),
    Act.CHANGE: _("I want to change an answer"),
    Act.PAUSE: _("I'll go on later"),
    Act.RESUME: _("I'm back"),
    Act.UPGRADE: _("Let's do the full check"),
    Act.FINISH: _("Show me the result"),
    Act.NOTE: _("Yes, note that"),
    Act.LEAVE: _("No, leave it"),
}
_SETTLES = (Act.SKIP, Act.UNKNOWN, Act.NOT_APPLICABLE)
# What a button asks for that stands for a wish in words.
_WISHES = {Intent.PERSON.value: _("I'd like to talk to a person")}
# What was read is the bot's doing, and nothing that the respondent said.
_SILENT = (Act.FACTS,)


@dataclass(frozen=True, slots=True)
class Line:
    """`text` is a Text or a translated string; `changes` is the question whose answer this line is.

    `by` is the name of a person who says it; `key` tells the lines around a person from each other.
    """

    who: str
    kind: str
    text: object
    changes: str | None = None
    by: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """Lines besides the bot's questions, and when they were said."""

    at: datetime
    lines: tuple[Line, ...]


def whole(here: Dialogue, asides: Iterable[Aside] = ()) -> tuple[list[Line], Turn]:
    """Every line from the greeting on, with the asides in their place by time, and where the conversation is now."""
    turn = dialogue.start(here.questionnaire)
    lines, left = list(_said(turn)), deque(asides)
    for event, at in zip(here.events, here.moments, strict=True):
        while left and left[0].at <= at:
            lines += left.popleft().lines
        before, turn = turn.conversation, dialogue.step(here.questionnaire, turn.conversation, event)
        lines += of_turn(here.questionnaire, before, event, turn)
    return [*lines, *(line for aside in left for line in aside.lines)], turn


def since(questionnaire: Questionnaire, events: Sequence[Event], seq: int) -> tuple[list[Line], Turn]:
    """The lines of the events after the first `seq`, and where the conversation is now."""
    turn = Turn(dialogue.replay(questionnaire, events[:seq]), (), None)
    lines: list[Line] = []
    for event in events[seq:]:
        before, turn = turn.conversation, dialogue.step(questionnaire, turn.conversation, event)
        lines += of_turn(questionnaire, before, event, turn)
    return lines, turn


def of_turn(questionnaire: Questionnaire, before: Conversation, event: Event, turn: Turn) -> list[Line]:
    """The lines of one turn: the question that it settles, what the respondent did, what the bot says to it.

    A question that stays open stands below the lines already, so it is no line yet.
    """
    question = current(questionnaire, before)
    settles = event.act is Act.ANSWER or event.act in _SETTLES
    asked = shown(questionnaire, before, question) if question and settles else None
    lines = [Line(BOT, "question", asked.text)] if asked else []
    heard = [] if event.act in _SILENT else [_heard(question, event, turn)]
    return [*lines, *heard, *_said(turn)]


def _heard(question: Question | None, event: Event, turn: Turn) -> Line:
    if event.act in WORDS_KEPT:
        return Line(YOU, "answer", event.text or _WISHES.get(event.values[0] if event.values else "", ""))
    if event.act is not Act.ANSWER or question is None:
        settled = question.id if question and event.act in _SETTLES else None
        return Line(YOU, event.act.value, _ACTS.get(event.act, ""), settled)
    answer = turn.conversation.answers.get(question.id)
    text = event.text or (answer_text(question, answer) if answer else "")
    return Line(YOU, "answer", text, question.id)


def _said(turn: Turn) -> Iterator[Line]:
    for message in turn.says:
        yield Line(BOT, message.kind, message.text)
