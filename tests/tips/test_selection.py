"""Which tips are chosen, in which order, and for which reason."""

from __future__ import annotations

import pytest
from hypothesis import given

from questionnaire import route
from questionnaire.answers import Answer, Answers
from questionnaire.loader import published
from questionnaire.scoring import score
from tests import worked
from tests.strategies import answer_sets
from tips import bank as tip_bank
from tips.bank import Bank
from tips.model import Effort
from tips.selection import MOST, Selection, select

QUESTIONNAIRE = published()
BANK = tip_bank.load(tip_bank.CONTENT, QUESTIONNAIRE)


def choose(answers: Answers, bank: Bank = BANK) -> Selection:
    return select(bank, QUESTIONNAIRE, answers, score(QUESTIONNAIRE, answers))


def of(name: str) -> Answers:
    return worked.hold(QUESTIONNAIRE, worked.read(name).event)[0].answers


@given(answer_sets(QUESTIONNAIRE))
def test_each_tip_is_for_the_step_that_the_company_stands_on(answers: Answers) -> None:
    result = score(QUESTIONNAIRE, answers)
    selection = select(BANK, QUESTIONNAIRE, answers, result)
    assert selection == select(BANK, QUESTIONNAIRE, answers, result)
    for aspect in result.aspects:
        chosen = selection.by_aspect[aspect.aspect]
        levels = {line.question: line.level for line in aspect.lines}
        assert len(chosen) <= MOST[route.mode(answers)]
        assert len({each.tip.question for each in chosen}) == len(chosen)
        for each in chosen:
            assert levels[each.tip.question] == each.tip.step
            assert route.holds(each.tip.when, answers) is True
            assert each.holds == (each.tip.question in aspect.held_by)


@given(answer_sets(QUESTIONNAIRE))
def test_no_aspect_with_a_step_to_take_is_left_out(answers: Answers) -> None:
    selection = choose(answers)
    covered = {question for question, _ in BANK.of}
    for aspect in score(QUESTIONNAIRE, answers).aspects:
        steps = [
            line for line in aspect.lines if line.question in covered and line.level is not None and line.level < 5
        ]
        assert bool(selection.by_aspect[aspect.aspect]) == bool(steps)


def test_what_holds_an_aspect_back_comes_first() -> None:
    selection = choose(of("held_back"))
    first = selection.by_aspect["experience"][0]
    assert (first.tip.id, first.holds) == ("experience.honesty.1", True)
    assert selection.road_map[0][1] == first


def test_less_effort_goes_before_more_for_the_same_gain() -> None:
    for chosen in choose(of("held_back")).by_aspect.values():
        free = [each for each in chosen if not each.holds]
        efforts = [list(Effort).index(each.tip.effort) for each in free]
        assert efforts == sorted(efforts)


@pytest.mark.parametrize(("name", "counts"), [("held_back", (2, 2, 1)), ("far_along", (3, 4, 2))])
def test_the_road_map_has_what_fits_now_next_and_later(name: str, counts: tuple[int, int, int]) -> None:
    horizons = [horizon for horizon, _ in choose(of(name)).road_map]
    assert tuple(horizons.count(horizon) for horizon in ("now", "next", "later")) == counts


def test_the_gain_is_what_scoring_gives_when_the_step_is_taken() -> None:
    answers = of("held_back")
    before = score(QUESTIONNAIRE, answers)
    each = next(each for each in choose(answers).by_aspect["scope"] if each.tip.question == "scope.purchase")
    after = score(QUESTIONNAIRE, answers.with_answer("scope.purchase", Answer(choice=("basket",))))
    assert (after.of("scope").score or 0) - (before.of("scope").score or 0) == pytest.approx(each.aspect_gain)
    assert (after.score or 0) - (before.score or 0) == pytest.approx(each.gain)


def test_a_tip_for_this_company_goes_before_one_for_everyone() -> None:
    answers = of("held_back")
    everyone = BANK.of["scope.channels", 3][0]
    fashion = tip_bank.from_rows(
        "x", [(1, _variant("scope.channels.3", "fashion")), (1, _variant("scope.channels.3", "food"))]
    )
    bank = Bank("x", (everyone, *fashion.tips))
    chosen = choose(answers.with_answer("scope.channels", Answer(choice=("web", "whatsapp"))), bank)
    assert chosen.by_aspect["scope"][0].tip.id == "scope.channels.3.fashion"


def _variant(id_: str, sector: str) -> dict[str, object]:
    tip = next(tip for tip in tip_bank.raw(tip_bank.CONTENT) if tip["id"] == id_)
    return {**tip, "id": f"{id_}.{sector}", "when": [{"question": "intake.sector", "in": [sector]}]}
