"""The conversation as a pure function: `step` takes where we are and one event, and gives where we are now
and what the bot says next. Web, terminal and tests hold the same conversation.

A `Conversation` follows from its events alone: `replay` them and it is there again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from questionnaire import reading, route
from questionnaire.answers import Answer, Answers, Kind
from questionnaire.model import Question, Questionnaire, Text
from questionnaire.reading import Refused


class Act(StrEnum):
    """What a respondent can do."""

    ANSWER = "answer"
    SKIP = "skip"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    WHY = "why"
    BACK = "back"
    CHANGE = "change"
    PAUSE = "pause"
    RESUME = "resume"
    UPGRADE = "upgrade"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Event:
    """One act. `values` are option ids, or a slider's number as text; `text` is what was typed."""

    act: Act
    question: str | None = None
    values: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a conversation is. `focus` is a question being answered again, before the open ones go on."""

    answers: Answers = field(default_factory=Answers)
    focus: str | None = None
    paused: bool = False
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """One thing the bot says: kind is intro, reaction, route, why or notice."""

    kind: str
    text: Text


@dataclass(frozen=True, slots=True)
class Turn:
    """After an event: where we are, what is said, and the question to put (None when all are done or it is paused)."""

    conversation: Conversation
    says: tuple[Message, ...]
    question: Question | None


Handled = tuple[Conversation, tuple[Message, ...]]
Handler = Callable[[Questionnaire, Conversation, Event], Handled]


def start(questionnaire: Questionnaire) -> Turn:
    """The bot's greeting and the first question."""
    conversation = Conversation()
    says = (Message("intro", questionnaire.messages["hello"]),)
    return Turn(conversation, says, current(questionnaire, conversation))


def current(questionnaire: Questionnaire, conversation: Conversation) -> Question | None:
    """The question that is to be answered now, or None when nothing is open."""
    asked = route.path(questionnaire, conversation.answers)
    focus = questionnaire.questions[conversation.focus] if conversation.focus else None
    return focus if focus and focus in asked else route.next_open(asked, conversation.answers)


def step(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Turn:
    """Take one event. Raises `Refused`, with a text for the respondent, where it cannot be taken."""
    if conversation.finished and event.act not in _AFTER_FINISH:
        raise Refused(questionnaire.messages["refused_finished"])
    before = conversation
    after, says = _HANDLERS[event.act](questionnaire, conversation, event)
    if after.paused or after.finished:
        return Turn(after, says, None)
    question = current(questionnaire, after)
    if after.answers is not before.answers:
        says += _between(questionnaire, before, after, question)
    return Turn(after, says, question)


def replay(questionnaire: Questionnaire, events: Iterable[Event]) -> Conversation:
    """Where a conversation is after these events, without working out what was said."""
    conversation = Conversation()
    for event in events:
        conversation, _ = _HANDLERS[event.act](questionnaire, conversation, event)
    return conversation


def _asked(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Question:
    question = current(questionnaire, conversation)
    if event.question not in questionnaire.questions:
        raise Refused(questionnaire.messages["refused_no_such_question"])
    if question is None or question.id != event.question:
        raise Refused(questionnaire.messages["refused_not_now"])
    return question


def _answer(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    question = _asked(questionnaire, conversation, event)
    answer = reading.read(questionnaire, question, event.values, event.text)
    reactions = (question.option[option].reaction for option in answer.choice)
    says = tuple(Message("reaction", reaction) for reaction in reactions if reaction)[:1]
    return _settled(conversation, question, answer), says


def _without(kind: Kind) -> Handler:
    def handle(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
        question = _asked(questionnaire, conversation, event)
        given = conversation.answers
        first = not any(getattr(given.get(earlier), "kind", None) is kind for earlier in given)
        says = (Message("notice", questionnaire.messages[kind.value]),) if first and question.scored else ()
        return _settled(conversation, question, Answer(kind)), says

    return handle


def _settled(conversation: Conversation, question: Question, answer: Answer) -> Conversation:
    answers = conversation.answers.with_answer(question.id, answer)
    return replace(conversation, answers=answers, focus=None, paused=False)


def _why(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    question = current(questionnaire, conversation)
    why = question.why or question.hint if question else None
    return conversation, (Message("why", why),) if why else ()


def _back(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    asked = route.path(questionnaire, conversation.answers)
    here = current(questionnaire, conversation)
    place = asked.index(here) if here else len(asked)
    earlier = [question for question in asked[:place] if question.id in conversation.answers]
    if not earlier:
        return conversation, (Message("notice", questionnaire.messages["back_first"]),)
    return replace(conversation, focus=earlier[-1].id, paused=False), ()


def _change(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    asked = route.path(questionnaire, conversation.answers)
    if event.question not in {q.id for q in asked} or event.question not in conversation.answers:
        raise Refused(questionnaire.messages["refused_no_such_question"])
    changing = replace(conversation, focus=event.question, paused=False, finished=False)
    return changing, (Message("notice", questionnaire.messages["changing"]),)


def _pause(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    return replace(conversation, paused=True), (Message("notice", questionnaire.messages["paused"]),)


def _resume(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    says = (Message("notice", questionnaire.messages["resumed"]),) if conversation.paused else ()
    return replace(conversation, paused=False), says


def _upgrade(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    answers = conversation.answers.with_answer(route.MODE, Answer(choice=(route.FULL,)))
    upgraded = replace(conversation, answers=answers, focus=None, paused=False, finished=False)
    return upgraded, (Message("notice", questionnaire.messages["upgraded"]),)


def _finish(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    finished = replace(conversation, focus=None, paused=False, finished=True)
    return finished, (Message("notice", questionnaire.messages["finished"]),)


_HANDLERS: Mapping[Act, Handler] = {
    Act.ANSWER: _answer,
    Act.SKIP: _without(Kind.SKIPPED),
    Act.UNKNOWN: _without(Kind.UNKNOWN),
    Act.NOT_APPLICABLE: _without(Kind.NOT_APPLICABLE),
    Act.WHY: _why,
    Act.BACK: _back,
    Act.CHANGE: _change,
    Act.PAUSE: _pause,
    Act.RESUME: _resume,
    Act.UPGRADE: _upgrade,
    Act.FINISH: _finish,
}
_AFTER_FINISH = frozenset({Act.CHANGE, Act.UPGRADE})


def _between(
    questionnaire: Questionnaire, before: Conversation, after: Conversation, question: Question | None
) -> tuple[Message, ...]:
    """What is said on the way from the first open question to the next: what is skipped, and which part begins."""
    was_asked = route.path(questionnaire, before.answers)
    still_asked = route.path(questionnaire, after.answers)
    messages = _dropping(questionnaire, before, was_asked, still_asked)
    if question is None:
        return (*messages, Message("notice", questionnaire.messages["all_done"]))
    left = route.next_open(was_asked, before.answers)
    if left is not None and left.id != question.id:
        messages += _passing(questionnaire, after, left, question)
    if left is None or left.aspect != question.aspect:
        messages += _opening(questionnaire, after, question)
    return tuple(messages)


def _dropping(
    questionnaire: Questionnaire, before: Conversation, was: tuple[Question, ...], still: tuple[Question, ...]
) -> list[Message]:
    """The sentence for answers that no longer count."""
    lost = {question.id for question in set(was) - set(still)} if was is not still else ()
    dropped = any(id_ in before.answers for id_ in lost)
    return [Message("notice", questionnaire.messages["dropped"])] if dropped else []


def _passing(questionnaire: Questionnaire, after: Conversation, left: Question, right: Question) -> list[Message]:
    """The sentence of each route whose first question lies between two questions and is not asked."""
    gone = route.dropped(questionnaire, after.answers)
    if not gone:
        return []
    place = {id_: number for number, id_ in enumerate(questionnaire.questions)}
    first = {q.route: place[q.id] for q in reversed(tuple(questionnaire.questions.values())) if q.route in gone}
    passed = (id_ for id_, at in first.items() if id_ and place[left.id] < at < place[right.id])
    return [Message("route", questionnaire.routes[id_].says) for id_ in passed]


def _opening(questionnaire: Questionnaire, conversation: Conversation, question: Question) -> list[Message]:
    """The sentence that opens a part, unless part of it has been answered already."""
    if question.aspect:
        aspect = questionnaire.aspect[question.aspect]
        fresh = not any(q.id in conversation.answers for q in aspect.questions)
        return [Message("intro", aspect.intro)] if fresh else []
    closing = questionnaire.closing and question.id == questionnaire.closing[0].id
    return [Message("intro", questionnaire.messages["closing"])] if closing else []
