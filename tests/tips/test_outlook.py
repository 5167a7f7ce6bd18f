"""If you take these steps, your level goes from here to there: by scoring, never by adding up."""

from __future__ import annotations

import pytest
from hypothesis import given

from questionnaire.answers import Answer, Answers
from questionnaire.scoring import score
from tests import worked
from tests.seed import BANK, QUESTIONNAIRE
from tests.strategies import answer_sets
from tips import outlook
from tips.selection import select


@given(answer_sets(QUESTIONNAIRE))
def test_the_steps_to_the_next_level_are_the_fewest(answers: Answers) -> None:
    result = score(QUESTIONNAIRE, answers)
    selection = select(BANK, QUESTIONNAIRE, answers, result)
    for before in result.aspects:
        chosen = selection.by_aspect[before.aspect]
        steps = outlook.to_next_level(QUESTIONNAIRE, answers, before, chosen)
        everything = tuple(each for each in chosen if each.reaches)
        assert steps == everything[: len(steps)]
        if not steps or before.level is None:
            continue
        levels = [
            outlook.taking(QUESTIONNAIRE, answers, steps[:count]).of(before.aspect).level or 0
            for count in range(1, len(steps) + 1)
        ]
        assert all(level == before.level for level in levels[:-1])
        assert levels[-1] > before.level or steps == everything


def test_taking_a_step_is_answering_one_option_higher() -> None:
    answers = worked.hold(QUESTIONNAIRE, worked.read("held_back").event)[0].answers
    selection = select(BANK, QUESTIONNAIRE, answers, score(QUESTIONNAIRE, answers))
    each = next(each for each in selection.by_aspect["experience"] if each.tip.question == "experience.honesty")
    taken = outlook.taking(QUESTIONNAIRE, answers, [each])
    answered = score(QUESTIONNAIRE, answers.with_answer("experience.honesty", Answer(choice=("name",))))
    assert taken == answered
    assert (taken.of("experience").level, score(QUESTIONNAIRE, answers).of("experience").level) == (3, 2)


def test_a_step_where_nothing_is_live_leaves_the_other_questions_where_they_are() -> None:
    answers = worked.hold(QUESTIONNAIRE, worked.read("market_stall").event)[0].answers
    result = score(QUESTIONNAIRE, answers)
    selection = select(BANK, QUESTIONNAIRE, answers, result)
    each = selection.by_aspect["scope"][0]
    after = outlook.taking(QUESTIONNAIRE, answers, [each])
    assert (after.of("scope").score or 0) - (result.of("scope").score or 0) == pytest.approx(2.5)
