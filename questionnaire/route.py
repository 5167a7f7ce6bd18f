"""Which questions a respondent is asked, from conditions written as data in the content.

A condition is three-valued: it holds, it does not, or the answers it rests on are not there (None).
Only a condition that certainly fails drops a question, so a skipped intake question drops nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from questionnaire.answers import Answer, Answers
from questionnaire.model import Condition, Question, Questionnaire

MODE = "intake.mode"
FULL = "full"
IMPLIED = "implied"
LEFT_OUT = "left_out"


def _any_of(answer: Answer, operand: Any) -> bool:
    return any(option in operand for option in answer.choice)


def _none_of(answer: Answer, operand: Any) -> bool:
    return not _any_of(answer, operand)


def _at_least(answer: Answer, operand: Any) -> bool:
    return answer.number is not None and answer.number >= operand


def _at_most(answer: Answer, operand: Any) -> bool:
    return answer.number is not None and answer.number <= operand


OPERATORS: Mapping[str, Callable[[Answer, Any], bool]] = MappingProxyType(
    {"in": _any_of, "not_in": _none_of, "at_least": _at_least, "at_most": _at_most}
)


def holds(condition: Condition, answers: Answers) -> bool | None:
    """True when every clause holds, False when one certainly fails, None while an answer is missing."""
    verdict: bool | None = True
    for clause in condition:
        answer = answers.get(clause.question)
        if answer is None or not answer.answered:
            verdict = None
        elif not OPERATORS[clause.operator](answer, clause.operand):
            return False
    return verdict


def mode(answers: Answers) -> str:
    """'full' once the full check is chosen, else 'quick'."""
    return answers.choice(MODE) or "quick"


def dropped(questionnaire: Questionnaire, answers: Answers) -> Mapping[str, str]:
    """Route id to what happens to its questions, for the routes that this respondent does not take."""
    return _dropped(questionnaire, tuple((id_, answers.get(id_)) for id_ in questionnaire.deciding))


# A turn asks several times, and it rests on a few answers.
@lru_cache(maxsize=1024)
def _dropped(questionnaire: Questionnaire, given: tuple[tuple[str, Answer | None], ...]) -> Mapping[str, str]:
    answers = Answers(MappingProxyType({id_: answer for id_, answer in given if answer}))
    fates = {id_: route.otherwise for id_, route in questionnaire.routes.items() if holds(route.when, answers) is False}
    return MappingProxyType(fates)


def missed(question: Question, gone: Container[str]) -> str | None:
    """The first of the question's routes that is among those not taken."""
    for id_ in question.routes:
        if id_ in gone:
            return id_
    return None


def path(questionnaire: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """The questions to be asked of this respondent, answered ones included, in order."""
    return _path(questionnaire, frozenset(dropped(questionnaire, answers)), mode(answers) == FULL)


# A turn needs the path once for each answer before it, and there are few paths.
@lru_cache(maxsize=256)
def _path(questionnaire: Questionnaire, gone: frozenset[str], full: bool) -> tuple[Question, ...]:
    return tuple(
        question
        for question in questionnaire.questions.values()
        if gone.isdisjoint(question.routes) and (full or question.quick or not question.scored)
    )


def next_open(asked: tuple[Question, ...], answers: Answers) -> Question | None:
    """The first question of the path that has no answer of any kind."""
    given = answers.ids
    return next((question for question in asked if question.id not in given), None)
