"""Which steps of which questions have a tip that holds for everyone, and which have none yet."""

from __future__ import annotations

from questionnaire.model import Question
from tips.bank import Bank

STEPS = (1, 2, 3, 4)


def missing(bank: Bank, questions: tuple[Question, ...]) -> tuple[tuple[str, int], ...]:
    """(question id, step) pairs without a tip that is free of conditions."""
    return tuple(
        (question.id, step)
        for question in questions
        for step in STEPS
        if not any(not tip.when for tip in bank.of.get((question.id, step), ()))
    )
