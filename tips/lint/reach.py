"""Tips that nobody can get: tried on every answer that their conditions, and those beside them, could tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from questionnaire import route
from questionnaire.answers import Answer, Answers
from questionnaire.model import Form, Question, Questionnaire
from tips.bank import Bank
from tips.candidates import best
from tips.lint.finding import Finding, of_tip
from tips.model import Tip


def check(bank: Bank, questionnaire: Questionnaire) -> Iterator[Finding]:
    for place, tips in bank.of.items():
        reached = {
            tip.id
            for answers in _companies(questionnaire, tips)
            if _stands_there(questionnaire, answers, place[0], tips[0]) and (tip := best(bank, answers, place))
        }
        for tip in (tip for tip in tips if tip.id not in reached):
            yield of_tip(tip, ("when",), "reach")


def _stands_there(questionnaire: Questionnaire, answers: Answers, id_: str, tip: Tip) -> bool:
    """Whether a company with these answers can stand on the level that the tip is for."""
    question = questionnaire.questions[id_]
    return not route.missed(question, route.dropped(questionnaire, answers)) or tip.step == 1


def _companies(questionnaire: Questionnaire, tips: tuple[Tip, ...]) -> Iterator[Answers]:
    """Every combination of answers that the conditions of these tips rest on."""
    about = dict.fromkeys(clause.question for tip in tips for clause in tip.when)
    questions = [questionnaire.questions[id_] for id_ in about]
    for given in product(*(_possible(question, tips) for question in questions)):
        answers = Answers()
        for question, answer in zip(questions, given, strict=True):
            answers = answers.with_answer(question.id, answer)
        yield answers


def _possible(question: Question, tips: tuple[Tip, ...]) -> list[Answer]:
    """One answer for each way in which these conditions can tell answers to the question apart."""
    if question.form is not Form.SLIDER:
        return [Answer(choice=(option.id,)) for option in question.options]
    bounds = {c.operand for tip in tips for c in tip.when if c.question == question.id}
    least, most = (question.scale.minimum, question.scale.maximum) if question.scale else (0, 0)
    near = {number for bound in bounds for number in (bound - 1, bound, bound + 1)} | {least, most}
    return [Answer(number=number) for number in sorted(near) if least <= number <= most]
