"""Acts that are said and settle nothing yet: what was not clear, what is proposed, and what is asked in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from questionnaire import reading, route
from questionnaire.answering import Handled, quoting
from questionnaire.answers import Answer
from questionnaire.conversation import Conversation, Event, Message, Offer
from questionnaire.model import LOCALES, Question, Questionnaire, Text
from questionnaire.position import at_turn, current, how_far
from questionnaire.reading import Refused, plain
from questionnaire.understanding.intents import Intent
from questionnaire.wording import answer_text


def propose(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    """Ask whether an answer fits what was said."""
    question = at_turn(questionnaire, conversation, event)
    answer = reading.read(questionnaire, question, event.values, "")
    offer = Offer(question.id, event.values, plain(event.text), asks=True)
    return replace(conversation, offer=offer, facts=()), (
        quoting(questionnaire, "confirm", "propose", question, answer),
    )


def unclear(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    """Say that it was not understood, and put the likeliest options first."""
    question = at_turn(questionnaire, conversation, event)
    values = tuple(dict.fromkeys(value for value in event.values if value in question.option))
    again = conversation.offered(question.id)
    text = questionnaire.messages["unclear_again" if again else "unclear_likely" if values else "unclear"]
    if question.scale:
        limits = {"minimum": question.scale.minimum, "maximum": question.scale.maximum}
        text = questionnaire.messages["unclear_number"].format(**limits)
    offer = Offer(question.id, values, plain(event.text), asks=False)
    return replace(conversation, offer=offer, facts=()), (Message("notice", text),)


def reply(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    """One line on what was asked or remarked, and then the question again."""
    wish, *about = event.values or ("",)
    text = questionnaire.messages.get(f"reply_{wish}")
    if text is None:
        raise Refused(questionnaire.messages["unclear"])
    words = {word.id: word for word in questionnaire.glossary}
    here = how_far(questionnaire, conversation)
    told = text.format(done=here.done, total=here.total, minutes=here.minutes_left)
    if wish == Intent.EXPLAIN and about and about[0] in words:
        told = words[about[0]].text
    brief = conversation.brief or wish == Intent.FRUSTRATION
    return replace(conversation, paused=False, wish=wish, brief=brief), (Message("notice", told),)


def why(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    question = current(questionnaire, conversation)
    text = question.why or question.hint if question else None
    return conversation, (Message("why", text),) if text else ()


def facts(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    """Ask whether to note what else was read in an answer: what is new, or other than what was said before."""
    found = [
        (id_, value, answer)
        for id_, _, value in (each.partition("=") for each in event.values)
        if (answer := _fact(questionnaire, id_, value)) and not _same(conversation.answers.get(id_), answer)
    ]
    if not found:
        return conversation, ()
    told = [(questionnaire.questions[id_], answer) for id_, _, answer in found]
    says = (Message("confirm", questionnaire.messages["facts"].format(facts=_listed(told))),)
    return replace(conversation, facts=tuple((id_, value) for id_, value, _ in found)), says


def note(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    """Take the facts that were asked about."""
    answers, corrects = conversation.answers, False
    for id_, value in conversation.facts:
        answer = _fact(questionnaire, id_, value)
        corrects = corrects or id_ in answers
        answers = answers.with_answer(id_, answer) if answer else answers
    name = "facts_corrected" if corrects else "facts_noted"
    says = (Message("notice", questionnaire.messages[name]),) if conversation.facts else ()
    return replace(conversation, answers=answers, facts=(), offer=None), says


def leave(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    """Leave the facts that were asked about."""
    says = (Message("notice", questionnaire.messages["facts_left"]),) if conversation.facts else ()
    return replace(conversation, facts=()), says


def _fact(questionnaire: Questionnaire, id_: str, value: str) -> Answer | None:
    """The answer that a fact is, or None when this questionnaire has no place for it."""
    question = questionnaire.questions.get(id_)
    if question is None or question.scored or id_ == route.MODE:
        return None
    try:
        return reading.read(questionnaire, question, (value,), "")
    except Refused:
        return None


def _same(given: Answer | None, answer: Answer) -> bool:
    return given is not None and (given.choice, given.number) == (answer.choice, answer.number)


def _listed(told: Sequence[tuple[Question, Answer]]) -> Text:
    """'Branche: mode; Aantal winkels: 11 tot 100'."""
    pairs = [(question.topic, answer_text(question, answer)) for question, answer in told]
    return Text(*("; ".join(f"{topic[locale]}: {text[locale]}" for topic, text in pairs) for locale in LOCALES))
