"""Where a conversation is: the question that is open, and how this respondent sees it."""

from __future__ import annotations

from dataclasses import replace

from questionnaire import route
from questionnaire.conversation import Conversation, Event
from questionnaire.model import Question, Questionnaire, Text
from questionnaire.progress import Progress, pace, progress
from questionnaire.reading import Refused
from questionnaire.wording import asked


def current(questionnaire: Questionnaire, conversation: Conversation) -> Question | None:
    """The question that is to be answered now, or None when nothing is open."""
    path = route.path(questionnaire, conversation.answers)
    focus = questionnaire.questions[conversation.focus] if conversation.focus else None
    return focus if focus and focus in path else route.next_open(path, conversation.answers)


def shown(questionnaire: Questionnaire, conversation: Conversation, question: Question) -> Question:
    """The question in this respondent's words; what was said to it may put the likeliest options first."""
    question = asked(questionnaire, conversation.answers, question)
    offer = conversation.offered(question.id)
    if offer is None or offer.asks:
        return question
    place = {id_: number for number, id_ in enumerate(offer.values)}
    return replace(question, options=tuple(sorted(question.options, key=lambda o: place.get(o.id, len(place)))))


def at_turn(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Question:
    """The question that an event is about. Raises `Refused` when it is not that question's turn."""
    question = current(questionnaire, conversation)
    if event.question not in questionnaire.questions:
        raise Refused(questionnaire.messages["refused_no_such_question"])
    if question is None or question.id != event.question:
        raise Refused(questionnaire.messages["refused_not_now"])
    return question


def where(questionnaire: Questionnaire, conversation: Conversation) -> Text | None:
    """Where we were, for who comes back; None when no question is open."""
    question = current(questionnaire, conversation)
    if question is None:
        return None
    here = how_far(questionnaire, conversation)
    return questionnaire.messages["resumed"].format(done=here.done, total=here.total, topic=question.topic)


def how_far(questionnaire: Questionnaire, conversation: Conversation) -> Progress:
    """The progress, with the time left at this respondent's own pace."""
    return progress(questionnaire, conversation.answers, pace(conversation.spent, conversation.expected))
