"""How far a conversation is, by aspect, and how long the rest will take."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from questionnaire import route
from questionnaire.answers import Answers
from questionnaire.model import Questionnaire


@dataclass(frozen=True, slots=True)
class Part:
    """`done` of `total` questions; `part` is an aspect id, 'intake' or 'closing'."""

    part: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    total: int
    minutes_left: int
    parts: tuple[Part, ...]


# So much of the expected time counts besides what was seen, so that one slow answer does not frighten anyone.
PRIOR_SECONDS = 60.0
PACES = (0.4, 3.0)


def pace(spent: float, expected: float) -> float:
    """How much longer than expected this respondent takes: seconds spent against seconds expected, within bounds."""
    return min(max((spent + PRIOR_SECONDS) / (expected + PRIOR_SECONDS), PACES[0]), PACES[1])


def progress(questionnaire: Questionnaire, answers: Answers, pace: float = 1.0) -> Progress:
    """Counts over the questions this respondent is asked. Minutes are rounded up; 0 only when all is done."""
    closing = {question.id for question in questionnaire.closing}
    counts: dict[str, list[int]] = {}
    seconds = 0
    for question in route.path(questionnaire, answers):
        part = question.aspect or ("closing" if question.id in closing else "intake")
        count = counts.setdefault(part, [0, 0])
        count[1] += 1
        if question.id in answers:
            count[0] += 1
        else:
            seconds += questionnaire.seconds[question.form]
    parts = tuple(Part(part, done, total) for part, (done, total) in counts.items())
    done, total = sum(part.done for part in parts), sum(part.total for part in parts)
    return Progress(done, total, ceil(seconds * pace / 60), parts)
