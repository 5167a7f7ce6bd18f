"""What someone typed, as the event it comes down to in this conversation."""

from __future__ import annotations

import re
from collections.abc import Mapping

from questionnaire import glossary, route
from questionnaire.conversation import Act, Conversation, Event
from questionnaire.model import Form, Question, Questionnaire
from questionnaire.position import current, shown
from questionnaire.understanding import facts, words
from questionnaire.understanding.hear import Heard, Sure, hear
from questionnaire.understanding.intents import ACTS, Intent
from questionnaire.understanding.utterances import Utterances

# Said to an open question these are its answer: a remark may be 'thanks'. Who asks for a person is never put off.
_WORDS_OF_AN_ANSWER = {*(Intent.YES, Intent.NO, Intent.GREETING, Intent.THANKS, Intent.FRUSTRATION, Intent.RESULT)}

_ASKS_A_WORD = re.compile(
    r"(?:en |and )?(?:wat (?:is|zijn|betekent|betekenen|bedoel je met|wordt bedoeld met)|leg uit wat|"
    r"what (?:is|are|s|does)|what do you mean by|explain|define)\b(?:\W+\w+){1,6}$"
)
_TO_FACTS: Mapping[Intent | None, Act] = {Intent.YES: Act.NOTE, Intent.NO: Act.LEAVE}


def event(questionnaire: Questionnaire, conversation: Conversation, said: str, utterances: Utterances) -> Event:
    """The event to take for these words. Never raises; without words it is an answer that will be refused."""
    question = current(questionnaire, conversation)
    if question is None or not words.normal(said):
        return Event(Act.ANSWER, question.id if question else None, text=said)
    if conversation.facts and (act := _TO_FACTS.get(utterances.wish(words.normal(said)))):
        return Event(act, question.id)
    if (word := _word(questionnaire, said)) is not None:
        return Event(Act.REPLY, question.id, (Intent.EXPLAIN.value, word), said)
    if question.form is Form.OPEN:
        return _to_open(questionnaire, question, said, utterances)
    if (numbered := _numbered(questionnaire, conversation, said)) is not None:
        return numbered
    offer = conversation.offered(question.id)
    proposed = offer if offer and offer.asks else None
    heard = hear(shown(questionnaire, conversation, question), said, utterances, proposed=proposed is not None)
    if proposed and heard.intent is Intent.YES:
        return Event(Act.ANSWER, question.id, proposed.values)
    return _settled(questionnaire, question, _surer(question, heard, said, utterances), said)


def _surer(question: Question, heard: Heard, said: str, utterances: Utterances) -> Heard:
    """What was heard, with what the words tell of a company: two that agree are sure, else the words are asked."""
    fact = facts.own(question, said, utterances) if heard.intent is None and heard.sure is not Sure.TAKE else None
    if fact is None:
        return heard
    agree = heard.sure is Sure.ASK and heard.values == fact.values
    if words.hedged(words.normal(said)):
        return Heard(Sure.ASK, fact.values)
    return Heard(Sure.TAKE, fact.values) if agree else fact


def besides(
    questionnaire: Questionnaire, conversation: Conversation, event: Event, utterances: Utterances
) -> tuple[Event, ...]:
    """What follows at once on an event: one more, for what else was read in the words of an answer, or none."""
    question = questionnaire.questions.get(event.question or "")
    if event.act is not Act.ANSWER or question is None:
        return ()
    found = facts.facts(questionnaire, question, event.text or conversation.said_before(question.id), utterances)
    return (Event(Act.FACTS, question.id, found),) if found else ()


def _to_open(questionnaire: Questionnaire, question: Question, said: str, utterances: Utterances) -> Event:
    """An answer, but for what is word for word a wish."""
    wish = utterances.wish(words.normal(said))
    if wish is not None and wish not in _WORDS_OF_AN_ANSWER:
        return _settled(questionnaire, question, Heard(Sure.TAKE, intent=wish), said)
    return Event(Act.ANSWER, question.id, text=said)


def _settled(questionnaire: Questionnaire, question: Question, heard: Heard, said: str) -> Event:
    if heard.intent is not None:
        act = ACTS.get(heard.intent)
        word = glossary.asked_about(questionnaire, question, said) if heard.intent is Intent.EXPLAIN else None
        values = (heard.intent.value, word.id) if word else (heard.intent.value,)
        return Event(act, question.id) if act else Event(Act.REPLY, question.id, values, said)
    act = {Sure.TAKE: Act.ANSWER, Sure.ASK: Act.PROPOSE, Sure.UNCLEAR: Act.UNCLEAR}[heard.sure]
    return Event(act, question.id, heard.values, said)


def _word(questionnaire: Questionnaire, said: str) -> str | None:
    """The word of the glossary that is asked about by its name: 'Wat is een KPI?'"""
    asks = _ASKS_A_WORD.match(words.normal(said))
    found = glossary.words_in(questionnaire, said, typed=True) if asks else ()
    return found[0].id if found else None


def _numbered(questionnaire: Questionnaire, conversation: Conversation, said: str) -> Event | None:
    """'Change question 3': the third of the questions this respondent is asked, when it has an answer."""
    plain = words.normal(said)
    numbers = words.numbers(plain)
    if not numbers or {"vraag", "question"}.isdisjoint(plain.split()):
        return None
    asked = route.path(questionnaire, conversation.answers)
    place = numbers[0]
    if 1 <= place <= len(asked) and asked[place - 1].id in conversation.answers:
        return Event(Act.CHANGE, asked[place - 1].id)
    return Event(Act.REPLY, None, (Intent.CHANGE.value,), said)
