"""What the score becomes when steps are taken, worked out by scoring the answers with those steps taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from questionnaire.answers import Answers
from questionnaire.model import Questionnaire
from questionnaire.scoring import AspectScore, Result, score
from tips.candidates import Candidate


def taking(questionnaire: Questionnaire, answers: Answers, steps: Iterable[Candidate]) -> Result:
    """The result with these steps taken; tips that are no step change nothing."""
    taken: dict[str, int] = {}
    for each in steps:
        if each.reaches:
            taken[each.tip.question] = max(each.reaches, taken.get(each.tip.question, 0))
    return score(questionnaire, answers, taken)


def to_next_level(
    questionnaire: Questionnaire, answers: Answers, before: AspectScore, chosen: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """The fewest steps, in order, that raise the aspect's level; all of them where that is not enough."""
    steps = tuple(each for each in chosen if each.reaches)
    for count in range(1, len(steps)):
        level = taking(questionnaire, answers, steps[:count]).of(before.aspect).level
        if level is not None and before.level is not None and level > before.level:
            return steps[:count]
    return steps
