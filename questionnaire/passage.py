"""What the bot says on the way from one question to the next: what falls away, is passed over, or begins."""

from __future__ import annotations

from itertools import takewhile

from questionnaire import route, scoring
from questionnaire.conversation import Conversation, Message
from questionnaire.model import Question, Questionnaire
from questionnaire.scoring import AspectScore, State


def between(
    questionnaire: Questionnaire, before: Conversation, after: Conversation, question: Question | None
) -> tuple[Message, ...]:
    """The sentences between the first open question before and the one to put now."""
    was_asked = route.path(questionnaire, before.answers)
    still_asked = route.path(questionnaire, after.answers)
    messages = _dropping(questionnaire, before, was_asked, still_asked)
    left = route.next_open(was_asked, before.answers)
    messages += _standing(questionnaire, after, left, question)
    if question is None:
        return (*messages, Message("notice", questionnaire.messages["all_done"]))
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


def _standing(
    questionnaire: Questionnaire, after: Conversation, left: Question | None, right: Question | None
) -> list[Message]:
    """The interim level of the aspect that has just been asked to its end."""
    if left is None or left.aspect is None or (right is not None and right.aspect == left.aspect):
        return []
    aspect = questionnaire.aspect[left.aspect]
    standing = scoring.aspect_score(questionnaire, after.answers, aspect)
    if standing.level is None:
        return [Message("level", questionnaire.messages["level_unknown"].format(aspect=aspect.name))]
    gaps = {
        "aspect": aspect.name,
        "level": standing.level,
        "name_of_level": questionnaire.levels[standing.level - 1].name,
        "description": aspect.levels[standing.level - 1],
        "topic": questionnaire.questions[standing.held_by[0]].topic if standing.held_by else "",
    }
    return [Message("level", questionnaire.messages[_level_message(questionnaire, after, standing)].format(**gaps))]


def _level_message(questionnaire: Questionnaire, after: Conversation, standing: AspectScore) -> str:
    """What a level is about does not describe who is held on it by one answer, or stands there because nothing is
    running; the latter is said once."""
    if not _implied(standing):
        return "level_held" if standing.held_by else "level_reached"
    before = takewhile(lambda aspect: aspect.id != standing.aspect, questionnaire.aspects)
    told = any(
        _implied(scoring.aspect_score(questionnaire, after.answers, aspect))
        for aspect in before
        if any(question.id in after.answers for question in aspect.questions)
    )
    return "level_implied_again" if told else "level_implied"


def _implied(standing: AspectScore) -> bool:
    return any(line.state is State.IMPLIED for line in standing.lines)


def _passing(questionnaire: Questionnaire, after: Conversation, left: Question, right: Question) -> list[Message]:
    """The sentence of each route whose first question lies between two questions and is not asked."""
    gone = route.dropped(questionnaire, after.answers)
    if not gone:
        return []
    place = {id_: number for number, id_ in enumerate(questionnaire.questions)}
    backwards = reversed(tuple(questionnaire.questions.values()))
    first = {missed: place[q.id] for q in backwards if (missed := route.missed(q, gone))}
    passed = (id_ for id_, at in first.items() if place[left.id] < at < place[right.id])
    return [Message("route", questionnaire.routes[id_].says) for id_ in passed]


def _opening(questionnaire: Questionnaire, conversation: Conversation, question: Question) -> list[Message]:
    """The sentence that opens a part, unless part of it has been answered already."""
    if question.aspect:
        aspect = questionnaire.aspect[question.aspect]
        fresh = not any(q.id in conversation.answers for q in aspect.questions)
        return [Message("intro", aspect.intro)] if fresh else []
    closing = questionnaire.closing and question.id == questionnaire.closing[0].id
    return [Message("intro", questionnaire.messages["closing"])] if closing else []
