"""A conversation looked back on: what was asked, what was said, how that was understood, and what was changed later.

It is for who reads a conversation afterwards. What the respondent saw themselves are the lines of the chat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from questionnaire import dialogue, reading
from questionnaire.conversation import Act, Conversation, Event, Message, Turn
from questionnaire.model import Form, Question, Questionnaire, Text
from questionnaire.position import current
from questionnaire.wording import answer_text, asked

# Who answers after so long was away, and was not thinking.
AWAY_SECONDS = 30 * 60
SETTLING = frozenset({Act.ANSWER, Act.SKIP, Act.UNKNOWN, Act.NOT_APPLICABLE})
# What leads away from the open question, and says nothing to it.
LEAVING = frozenset({Act.BACK, Act.CHANGE, Act.PAUSE, Act.RESUME, Act.UPGRADE, Act.FINISH})


class How(StrEnum):
    """How an answer came about: chosen; in own words; typed and understood at once, or after a yes; chosen otherwise
    than was proposed; or chosen after words that were not clear."""

    CHOSEN = "chosen"
    OWN_WORDS = "own_words"
    AT_ONCE = "at_once"
    CONFIRMED = "confirmed"
    OTHERWISE = "otherwise"
    AFTER_ALL = "after_all"


@dataclass(frozen=True, slots=True)
class Fact:
    """What else was read in the words of an answer: an answer to another question."""

    question: str
    topic: Text
    value: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of the respondent, the `place`th from 1, and what the bot said to it.

    `question` is the one that was open, in this respondent's words; `opens` where this is the first that was said to
    it. `answer` was taken, or proposed, on the words `said`; it took the place of `before`, and was changed in its turn
    at `changed_at`. `likely` are the options that came to mind at unclear words, `wish` is what was asked for, `about`
    the topic that somebody went back to. `seconds` is how long the question was open until it was settled, without the
    seconds `away`.
    """

    place: int
    act: Act
    says: tuple[Message, ...]
    question: Question | None = None
    opens: bool = False
    answer: Text | None = None
    how: How | None = None
    said: str = ""
    before: Text | None = None
    changed_at: int | None = None
    likely: tuple[Text, ...] = ()
    wish: str = ""
    about: Text | None = None
    facts: tuple[Fact, ...] = ()
    seconds: float | None = None
    away: float | None = None


def told(questionnaire: Questionnaire, events: Sequence[Event]) -> list[Entry]:
    """An entry for each event."""
    entries = list(_entries(questionnaire, events))
    given: dict[str, int] = {}
    for entry in tuple(entries):
        for id_ in _settled(entry):
            if id_ in given:
                entries[given[id_]] = replace(entries[given[id_]], changed_at=entry.place)
            given[id_] = entry.place - 1
    return entries


def _settled(entry: Entry) -> tuple[str, ...]:
    """The questions that have an answer, or another one, by this act."""
    if entry.act is Act.NOTE:
        return tuple(fact.question for fact in entry.facts)
    return (entry.question.id,) if entry.question and entry.act in SETTLING else ()


def _entries(questionnaire: Questionnaire, events: Sequence[Event]) -> Iterator[Entry]:
    conversation, last, was_open, seconds = Conversation(), None, None, 0.0
    for place, event in enumerate(events, 1):
        turn = dialogue.step(questionnaire, conversation, event)
        question = current(questionnaire, conversation)
        is_open = question.id if question else None
        away = event.seconds if event.act is Act.RESUME or event.seconds >= AWAY_SECONDS else None
        seconds = (seconds if is_open == was_open else 0.0) + (0.0 if away else event.seconds)
        explain, leaves = _EXPLAINED.get(event.act), event.act in LEAVING
        yield Entry(
            place,
            event.act,
            turn.says,
            asked(questionnaire, conversation.answers, question) if question else None,
            opens=is_open != last and not leaves,
            seconds=seconds if event.act in SETTLING else None,
            away=away,
            **(explain(questionnaire, conversation, event, turn) if explain else {}),
        )
        conversation, was_open = turn.conversation, is_open
        last = last if leaves else None if event.act in SETTLING else is_open


def _settling(questionnaire: Questionnaire, before: Conversation, event: Event, turn: Turn) -> dict[str, Any]:
    question = questionnaire.questions[event.question or ""]
    given, earlier = turn.conversation.answers.get(question.id), before.answers.get(question.id)
    chosen = event.act is Act.ANSWER
    return {
        "answer": answer_text(question, given) if given else None,
        "how": _how(question, before, event) if chosen else None,
        "said": given.text if given and chosen and question.form is not Form.OPEN else "",
        "before": answer_text(question, earlier) if earlier else None,
    }


def _how(question: Question, before: Conversation, event: Event) -> How:
    if question.form is Form.OPEN:
        return How.OWN_WORDS
    offer = before.offered(question.id)
    if event.text:
        return How.AT_ONCE
    if offer is None:
        return How.CHOSEN
    if not offer.asks:
        return How.AFTER_ALL
    return How.CONFIRMED if event.values == offer.values else How.OTHERWISE


def _proposing(questionnaire: Questionnaire, before: Conversation, event: Event, turn: Turn) -> dict[str, Any]:
    question = questionnaire.questions[event.question or ""]
    answer = reading.read(questionnaire, question, event.values, "")
    return {"said": event.text, "answer": answer_text(question, answer)}


def _unclear(questionnaire: Questionnaire, before: Conversation, event: Event, turn: Turn) -> dict[str, Any]:
    options = questionnaire.questions[event.question or ""].option
    return {"said": event.text, "likely": tuple(options[id_].text for id_ in event.values if id_ in options)}


def _replying(questionnaire: Questionnaire, before: Conversation, event: Event, turn: Turn) -> dict[str, Any]:
    return {"said": event.text, "wish": event.values[0] if event.values else ""}


def _changing(questionnaire: Questionnaire, before: Conversation, event: Event, turn: Turn) -> dict[str, Any]:
    return {"about": questionnaire.questions[event.question or ""].topic}


def _reading(questionnaire: Questionnaire, before: Conversation, event: Event, turn: Turn) -> dict[str, Any]:
    return {"facts": _facts(questionnaire, turn.conversation)}


def _noting(questionnaire: Questionnaire, before: Conversation, event: Event, turn: Turn) -> dict[str, Any]:
    return {"facts": _facts(questionnaire, before)}


def _facts(questionnaire: Questionnaire, conversation: Conversation) -> tuple[Fact, ...]:
    """The facts that wait for a yes."""
    found = ((questionnaire.questions[id_], value) for id_, value in conversation.facts)
    return tuple(
        Fact(question.id, question.topic, answer_text(question, reading.read(questionnaire, question, (value,), "")))
        for question, value in found
    )


_EXPLAINED: Mapping[Act, Callable[[Questionnaire, Conversation, Event, Turn], dict[str, Any]]] = {
    **dict.fromkeys(SETTLING, _settling),
    Act.PROPOSE: _proposing,
    Act.UNCLEAR: _unclear,
    Act.SAY: _unclear,
    Act.REPLY: _replying,
    Act.CHANGE: _changing,
    Act.FACTS: _reading,
    Act.NOTE: _noting,
    Act.LEAVE: _noting,
}
