"""The sentences that tell a respondent why a tip was chosen, from its reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from questionnaire.answers import Answers
from questionnaire.model import Question, Questionnaire, Text
from questionnaire.scoring import Line, Result, State
from questionnaire.wording import STATES, answer_text
from reports.own_words import printable
from tips.bank import Bank
from tips.candidates import Candidate
from tips.reasons import Reason, Why

WORD_LENGTH = 40
MOST_MOVES = 2
LISTED = 2
_AND_MORE = Text("{shown}, en nog {more}", "{shown}, and {more} more")
_SAID = Text("Bij '{topic}' antwoordde je: {answer}", "On '{topic}' you answered: {answer}")
_IMPLIED = Text(
    "Er loopt nog niets, dus bij '{topic}' begin je vooraan.",
    "Nothing is running yet, so with '{topic}' you start at the beginning.",
)
_NEXT_STEP = Text("Dit is de stap daarna bij '{topic}'.", "This is the step after that on '{topic}'.")
_FIND_OUT = Text("Hoe het staat met '{topic}' wist je niet.", "You did not know how things stand with '{topic}'.")
_SKIPPED = Text("De vraag over '{topic}' sloeg je over.", "You skipped the question on '{topic}'.")
_NOT_ASKED = Text(
    "Naar '{topic}' heb ik je nog niet gevraagd. Dit is een goed begin.",
    "I have not asked you about '{topic}' yet. This is a good start.",
)
_HOLDS = Text(
    "Dit antwoord houdt {aspect} op niveau {level}: daarom staat deze tip vooraan.",
    "This answer holds {aspect} at level {level}: that is why this tip comes first.",
)
_HOPE = Text("Je schreef '{word}': deze tip gaat over {name}.", "You wrote '{word}': this tip is about {name}.")
_INTAKE = Text("Dit is {name}.", "This is {name}.")
_COMPANY = Text(
    "Gekozen omdat je bij '{topic}' antwoordde: {answer}", "Chosen because on '{topic}' you answered: {answer}"
)
_AFTER = Text(
    "Begin hieraan zodra je bij '{topic}' een stap verder bent.",
    "Start on this once you are a step further with '{topic}'.",
)
_OPENS = Text("Andere stappen wachten hierop.", "Other steps wait for this one.")


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences are made of."""

    questionnaire: Questionnaire
    answers: Answers
    result: Result
    bank: Bank


def said(question: Question, answers: Answers, line: Line) -> Text:
    """The answer in words, or what was done instead of answering."""
    answer = answers.get(question.id)
    return answer_text(question, answer) if line.state is State.ANSWERED and answer else STATES[line.state]


def because(told: Told, chosen: Candidate) -> Text:
    """What led to this tip, and at most two things that moved it, most telling first."""
    about = chosen.reasons[0]
    moves = sorted((reason for reason in chosen.reasons if reason.why in _MOVES), key=lambda each: _TELLING[each.why])
    sentences = [_LED[about.why](told, chosen, about)]
    sentences += [text for reason in moves for text in _MOVES[reason.why](told, chosen, reason)][:MOST_MOVES]
    return Text(" ".join(_ended(text.nl) for text in sentences), " ".join(_ended(text.en) for text in sentences))


def _ended(sentence: str) -> str:
    """An answer that ends a sentence may lack its full stop."""
    return sentence if sentence.endswith((".", "?", "!", ".'", "?'", "…")) else f"{sentence}."


def _topic(told: Told, question: str) -> Text:
    return told.questionnaire.questions[question].topic


def _answered(told: Told, chosen: Candidate, _: Reason) -> Text:
    question = told.questionnaire.questions[chosen.tip.question]
    if chosen.line.state is State.IMPLIED:
        return _IMPLIED.format(topic=question.topic)
    return _SAID.format(topic=question.topic, answer=_briefly(question, told.answers, chosen.line))


def _briefly(question: Question, answers: Answers, line: Line) -> Text:
    """The answer in words; of a long list of choices the first two and how many more."""
    answer = answers.get(question.id)
    if not answer or len(answer.choice) <= LISTED + 1:
        return said(question, answers, line)
    shown = answer_text(question, replace(answer, choice=answer.choice[:LISTED]))
    return _AND_MORE.format(shown=shown, more=len(answer.choice) - LISTED)


def _not_asked(told: Told, chosen: Candidate, _: Reason) -> Text:
    text = _SKIPPED if chosen.line.state is State.SKIPPED else _NOT_ASKED
    return text.format(topic=_topic(told, chosen.tip.question))


def _about(text: Text) -> Callable[[Told, Candidate, Reason], Text]:
    return lambda told, chosen, _: text.format(topic=_topic(told, chosen.tip.question))


def _holds(told: Told, chosen: Candidate, _: Reason) -> Iterator[Text]:
    aspect = told.questionnaire.aspect[chosen.aspect]
    yield _HOLDS.format(aspect=aspect.name, level=told.result.of(aspect.id).level)


def _named(text: Text) -> Callable[[Told, Candidate, Reason], Iterator[Text]]:
    def told_of(told: Told, chosen: Candidate, reason: Reason) -> Iterator[Text]:
        name = next(topic.name for topic in told.bank.topics if topic.id == reason.topic)
        yield text.format(name=name, word=printable(reason.words[0], WORD_LENGTH) if reason.words else "")

    return told_of


def _company(told: Told, chosen: Candidate, reason: Reason) -> Iterator[Text]:
    question = told.questionnaire.questions[reason.questions[0]]
    if answer := told.answers.get(question.id):
        yield _COMPANY.format(topic=question.topic, answer=answer_text(question, answer))


def _after(told: Told, chosen: Candidate, reason: Reason) -> Iterator[Text]:
    others = [question for question in reason.questions if question != chosen.tip.question]
    yield from (_AFTER.format(topic=_topic(told, question)) for question in others[:1])


def _opens(told: Told, chosen: Candidate, _: Reason) -> Iterator[Text]:
    yield _OPENS


_LED: Mapping[Why, Callable[[Told, Candidate, Reason], Text]] = {
    Why.STEP: _answered,
    Why.NEXT_STEP: _about(_NEXT_STEP),
    Why.FIND_OUT: _about(_FIND_OUT),
    Why.NOT_ASKED: _not_asked,
}
_MOVES: Mapping[Why, Callable[[Told, Candidate, Reason], Iterator[Text]]] = {
    Why.HOLDS: _holds,
    Why.AFTER: _after,
    Why.HOPE: _named(_HOPE),
    Why.COMPANY: _company,
    Why.OPENS: _opens,
    Why.INTAKE: _named(_INTAKE),
}
_TELLING = {why: place for place, why in enumerate(_MOVES)}
