"""The conversation as a pure function: `step` takes where we are and one event, and gives where we are now
and what the bot says next. Web, terminal and tests hold the same conversation.

A `Conversation` follows from its events alone: `replay` them and it is there again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from questionnaire import answering, passage, route, talking
from questionnaire.answering import Handled
from questionnaire.answers import Answer
from questionnaire.conversation import Act, Conversation, Event, Message, Turn
from questionnaire.model import Questionnaire
from questionnaire.position import current, where
from questionnaire.privacy import MASK
from questionnaire.reading import Refused
from questionnaire.wording import worded

Handler = Callable[[Questionnaire, Conversation, Event], Handled]
# What somebody who is annoyed can do without.
_LEFT_OUT_IN_BRIEF = frozenset({"reaction", "intro"})


def start(questionnaire: Questionnaire) -> Turn:
    """The bot's greeting and the first question."""
    conversation = Conversation()
    says = (Message("intro", questionnaire.messages["hello"]), Message("kept", questionnaire.messages["kept"]))
    return _turn(questionnaire, conversation, says)


def step(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Turn:
    """Take one event. Raises `Refused`, with a text for the respondent, where it cannot be taken."""
    if conversation.finished and event.act not in _AFTER_FINISH:
        raise Refused(questionnaire.messages["refused_finished"])
    after, says = _taken(questionnaire, conversation, event)
    if MASK in event.text:
        says = (Message("notice", questionnaire.messages["masked"]), *says)
    if after.answers is not conversation.answers and not (after.paused or after.finished):
        says += passage.between(questionnaire, conversation, after, current(questionnaire, after))
    return _turn(questionnaire, after, says)


def replay(questionnaire: Questionnaire, events: Iterable[Event]) -> Conversation:
    """Where a conversation is after these events, without working out what was said."""
    *_, last = Conversation(), *follow(questionnaire, events)
    return last


def follow(questionnaire: Questionnaire, events: Iterable[Event]) -> Iterator[Conversation]:
    """Where a conversation is after each of these events."""
    conversation = Conversation()
    for event in events:
        conversation, _ = _taken(questionnaire, conversation, event)
        yield conversation


def _taken(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    fresh = replace(conversation, wish="") if conversation.wish else conversation
    return _HANDLERS[event.act](questionnaire, fresh, event)


def _turn(questionnaire: Questionnaire, conversation: Conversation, says: tuple[Message, ...]) -> Turn:
    """The turn in this respondent's words."""
    told = tuple(
        message if text is message.text else Message(message.kind, text)
        for message in says
        if not (conversation.brief and message.kind in _LEFT_OUT_IN_BRIEF)
        and (text := worded(questionnaire, conversation.answers, message.text))
    )
    resting = conversation.paused or conversation.finished
    return Turn(conversation, told, None if resting else current(questionnaire, conversation))


def _back(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    asked = route.path(questionnaire, conversation.answers)
    here = current(questionnaire, conversation)
    place = asked.index(here) if here else len(asked)
    earlier = [question for question in asked[:place] if question.id in conversation.answers]
    if not earlier:
        return conversation, (Message("notice", questionnaire.messages["back_first"]),)
    return _at(conversation, earlier[-1].id), ()


def _change(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    asked = route.path(questionnaire, conversation.answers)
    if event.question not in {q.id for q in asked} or event.question not in conversation.answers:
        raise Refused(questionnaire.messages["refused_no_such_question"])
    return _at(conversation, event.question), (Message("notice", questionnaire.messages["changing"]),)


def _at(conversation: Conversation, question: str | None) -> Conversation:
    return replace(conversation, focus=question, paused=False, finished=False, offer=None, facts=())


def _pause(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    return replace(conversation, paused=True), (Message("notice", questionnaire.messages["paused"]),)


def _resume(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    text = where(questionnaire, conversation) if conversation.paused else None
    return replace(conversation, paused=False), (Message("notice", text),) if text else ()


def _upgrade(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    answers = conversation.answers.with_answer(route.MODE, Answer(choice=(route.FULL,)))
    upgraded = replace(_at(conversation, None), answers=answers)
    return upgraded, (Message("notice", questionnaire.messages["upgraded"]),)


def _finish(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    finished = replace(_at(conversation, None), finished=True)
    return finished, (Message("notice", questionnaire.messages["finished"]),)


_HANDLERS: Mapping[Act, Handler] = {
    Act.ANSWER: answering.answer,
    Act.SKIP: answering.without,
    Act.UNKNOWN: answering.without,
    Act.NOT_APPLICABLE: answering.without,
    Act.BACK: _back,
    Act.CHANGE: _change,
    Act.PAUSE: _pause,
    Act.RESUME: _resume,
    Act.UPGRADE: _upgrade,
    Act.FINISH: _finish,
    Act.WHY: talking.why,
    Act.PROPOSE: talking.propose,
    Act.UNCLEAR: talking.unclear,
    Act.SAY: talking.unclear,
    Act.REPLY: talking.reply,
    Act.FACTS: talking.facts,
    Act.NOTE: talking.note,
    Act.LEAVE: talking.leave,
}
_AFTER_FINISH = frozenset({Act.CHANGE, Act.UPGRADE})
