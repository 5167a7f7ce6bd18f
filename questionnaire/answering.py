"""Acts that settle the open question: an answer and its reaction, or that there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from questionnaire import reading
from questionnaire.answers import Answer, Kind
from questionnaire.conversation import Act, Conversation, Event, Message
from questionnaire.model import POINTS, Form, Question, Questionnaire, Text
from questionnaire.position import at_turn
from questionnaire.reading import plain
from questionnaire.scoring import points
from questionnaire.wording import answer_text

# Of what was typed beside a choice; as much as an open question takes.
MOST_EVIDENCE = 500
# A bot that has something to say to everything is not listening.
REACTIONS_IN_A_ROW = 2
# Who takes longer over one question was called away.
CALLED_AWAY = 180

Handled = tuple[Conversation, tuple[Message, ...]]
WITHOUT: Mapping[Act, Kind] = {
    Act.SKIP: Kind.SKIPPED,
    Act.UNKNOWN: Kind.UNKNOWN,
    Act.NOT_APPLICABLE: Kind.NOT_APPLICABLE,
}


def answer(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    """Take an answer; tell how typed words were understood, and react now and then."""
    question = at_turn(questionnaire, conversation, event)
    given = reading.read(questionnaire, question, event.values, event.text)
    says: tuple[Message, ...] = ()
    if question.form is not Form.OPEN and (said := event.text or conversation.said_before(event.question)):
        given = replace(given, text=plain(said)[:MOST_EVIDENCE])
        if event.text:
            says = (_understood(questionnaire, conversation, question, given),)
    key, reaction = _reacting(conversation, question, given)
    changes: dict[str, Any] = {"in_a_row": conversation.in_a_row + 1 if reaction else 0}
    if reaction:
        changes["reacted"] = conversation.reacted | {key}
        says += (Message("reaction", reaction),)
    if 0 < event.seconds <= CALLED_AWAY:
        expected = conversation.expected + questionnaire.seconds[question.form]
        changes |= {"spent": conversation.spent + event.seconds, "expected": expected}
    return settled(conversation, question, given, **changes), says


def without(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    """Leave a question open, unknown, or out; say once what that means."""
    question, kind = at_turn(questionnaire, conversation, event), WITHOUT[event.act]
    given = conversation.answers
    first = not any(getattr(given.get(earlier), "kind", None) is kind for earlier in given)
    says = (Message("notice", questionnaire.messages[kind.value]),) if first and question.scored else ()
    return settled(conversation, question, Answer(kind), in_a_row=0), says


def settled(conversation: Conversation, question: Question, answer: Answer, **changes: Any) -> Conversation:
    """The conversation with this answer, these changes, and nothing waiting any more."""
    answers = conversation.answers.with_answer(question.id, answer)
    return replace(conversation, answers=answers, focus=None, paused=False, offer=None, facts=(), **changes)


def quoting(questionnaire: Questionnaire, kind: str, name: str, question: Question, answer: Answer) -> Message:
    """A message with the answer in it, without the full stop that an option may end in."""
    quoted = answer_text(question, answer)
    bare = Text(quoted.nl.removesuffix("."), quoted.en.removesuffix("."))
    return Message(kind, questionnaire.messages[name].format(answer=bare))


def _understood(questionnaire: Questionnaire, conversation: Conversation, question: Question, given: Answer) -> Message:
    earlier = (conversation.answers.get(id_) for id_ in conversation.answers)
    name = "understood_again" if any(a and a.choice and a.text for a in earlier) else "understood"
    return quoting(questionnaire, "notice", name, question, given)


def _reacting(conversation: Conversation, question: Question, given: Answer) -> tuple[str, Text | None]:
    """What to say to this very answer, with its key: nothing told before, and nothing to a third answer on end."""
    if conversation.brief or conversation.in_a_row >= REACTIONS_IN_A_ROW:
        return "", None
    key, reaction = _reaction(question, given)
    return key, None if key in conversation.reacted else reaction


def _reaction(question: Question, given: Answer) -> tuple[str, Text | None]:
    """What there is to say to an option, else to the level that the answer is worth; with a key of its own."""
    for id_ in given.choice:
        if (text := question.option[id_].reaction) is not None:
            return f"{question.id}/{id_}", text
    if question.reactions:
        level = POINTS.index(points(question, given)) + 1
        for number, reaction in enumerate(question.reactions):
            if level in reaction.levels:
                return f"{question.id}/{number}", reaction.text
    return question.id, None
