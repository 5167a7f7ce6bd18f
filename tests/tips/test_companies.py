"""Twelve companies, from a market stall without a chat to a leader: the advice that each of them gets."""

from __future__ import annotations

from functools import cache

import pytest

from questionnaire.answers import Answers
from questionnaire.scoring import score
from tests import worked
from tests.advice import told
from tests.seed import BANK, QUESTIONNAIRE
from tips.reasons import Why
from tips.selection import LEAST, MOST, Selection, select

EACH = pytest.mark.parametrize("name", worked.COMPANY_NAMES)
WITHOUT_A_HOPE = {"toy_shops"}


@cache
def answers_of(name: str) -> Answers:
    return worked.hold(QUESTIONNAIRE, worked.company(name).event)[0].answers


@cache
def advice(name: str) -> Selection:
    answers = answers_of(name)
    return select(BANK, QUESTIONNAIRE, answers, score(QUESTIONNAIRE, answers))


def test_there_are_twelve_and_they_differ() -> None:
    assert len(worked.COMPANY_NAMES) == 12
    road_maps = {tuple(each.tip.id for _, each in advice(name).road_map) for name in worked.COMPANY_NAMES}
    assert len(road_maps) == 12


@EACH
def test_each_aspect_below_its_top_has_its_number_of_tips(name: str) -> None:
    mode = worked.company(name).mode
    for aspect in score(QUESTIONNAIRE, answers_of(name)).aspects:
        count = len(advice(name).by_aspect[aspect.aspect])
        assert count <= MOST[mode]
        assert aspect.level == 5 or count >= LEAST[mode]


@EACH
def test_what_they_hope_for_is_among_the_first_things_to_do(name: str) -> None:
    now = [each for horizon, each in advice(name).road_map if horizon == "now"]
    assert any(each.has(Why.HOPE) for each in now) == (name not in WITHOUT_A_HOPE)


@EACH
def test_what_holds_a_level_back_is_the_first_thing_to_do(name: str) -> None:
    held = {id_ for aspect in score(QUESTIONNAIRE, answers_of(name)).aspects for id_ in aspect.held_by}
    first = [each.tip.question for _, each in advice(name).road_map][: len(held)]
    assert set(first) == held


@pytest.mark.parametrize("name", ["cheese_stall", "bakery_chain", "toy_shops"])
def test_who_has_nothing_running_opens_a_channel_first(name: str) -> None:
    assert advice(name).road_map[0][1].tip.question == "scope.channels"


def test_the_advice_can_be_printed_to_be_read() -> None:
    lines = list(told("cheese_stall", "en"))
    assert "    now   days   Reply every day at nine and at two, and say so" in lines
    assert "--- Scope, level 1, then 1 (0.0 to 7.5) by 3 steps" in "".join(lines)


def test_no_tip_fits_every_company() -> None:
    given = [
        {each.tip.id for chosen in advice(name).by_aspect.values() for each in chosen} for name in worked.COMPANY_NAMES
    ]
    assert not set.intersection(*given)
    assert len(set.union(*given)) > 150
