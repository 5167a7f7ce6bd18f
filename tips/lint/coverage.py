"""Which questions have a tip for everyone on each step, and one for who does not know the answer."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.model import Question
from tips.bank import Bank, Place
from tips.lint.finding import Finding
from tips.model import Kind

PLACES = (1, 2, 3, 4, Kind.FIND_OUT)


def missing(bank: Bank, questions: tuple[Question, ...]) -> tuple[Place, ...]:
    """(question id, step or kind) pairs without a tip that is free of conditions."""
    return tuple(
        (question.id, place)
        for question in questions
        for place in PLACES
        if not any(not tip.when for tip in bank.of.get((question.id, place), ()))
    )


def check(bank: Bank, questions: tuple[Question, ...]) -> Iterator[Finding]:
    for question, place in missing(bank, questions):
        what = "to find the answer out" if place is Kind.FIND_OUT else f"for level {place}"
        yield Finding(question, None, (), "missing", {"place": what, "step": str(place)})
