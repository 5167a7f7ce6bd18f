"""Which tips are chosen, in which order, and for which reason."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import given

from questionnaire import route
from questionnaire.answers import Answer, Answers
from questionnaire.answers import Kind as Given
from questionnaire.model import Clause
from questionnaire.scoring import Result, State, score
from tests import worked
from tests.seed import BANK, QUESTIONNAIRE
from tests.strategies import answer_sets, given_answer, leaving_out, seeds
from tips import outlook, road_map
from tips.bank import Bank
from tips.candidates import Candidate, levels_of, unmet
from tips.model import Effort, Kind, Need
from tips.reasons import Why
from tips.selection import LEAST, MOST, Selection, select

ANY = answer_sets(QUESTIONNAIRE)


def choose(answers: Answers, bank: Bank = BANK) -> Selection:
    return select(bank, QUESTIONNAIRE, answers, score(QUESTIONNAIRE, answers))


@cache
def of(name: str) -> Answers:
    return worked.hold(QUESTIONNAIRE, worked.read(name).event)[0].answers


@cache
def company(name: str) -> Answers:
    return worked.hold(QUESTIONNAIRE, worked.company(name).event)[0].answers


@given(ANY)
def test_each_tip_is_for_this_company_and_for_the_step_it_stands_on(answers: Answers) -> None:
    result = score(QUESTIONNAIRE, answers)
    selection = select(BANK, QUESTIONNAIRE, answers, result)
    assert selection == select(BANK, QUESTIONNAIRE, answers, result)
    lines = {line.question: line for aspect in result.aspects for line in aspect.lines}
    for aspect, chosen in selection.by_aspect.items():
        assert len({(each.tip.question, each.tip.step) for each in chosen}) == len(chosen)
        for each in chosen:
            line = lines[each.tip.question]
            assert each.tip.question.startswith(f"{aspect}.")
            assert route.holds(each.tip.when, answers) is True
            assert each.holds == (line.question in result.of(aspect).held_by and each.tip.step == line.level)
            if each.tip.kind is Kind.STEP:
                assert line.level is not None
                assert (each.led is Why.NEXT_STEP) == ((each.tip.step or 0) > line.level)
            else:
                unknown = each.tip.kind is Kind.FIND_OUT
                assert line.state in ([State.UNKNOWN] if unknown else [State.OPEN, State.SKIPPED])


@given(ANY)
def test_every_aspect_has_its_number_of_tips_while_there_are_steps_left(answers: Answers) -> None:
    mode, selection = route.mode(answers), choose(answers)
    for aspect in score(QUESTIONNAIRE, answers).aspects:
        steps = sum(5 - line.level for line in aspect.lines if line.level is not None)
        unknown = sum(line.state is State.UNKNOWN for line in aspect.lines)
        assert min(LEAST[mode], steps + unknown) <= len(selection.by_aspect[aspect.aspect]) <= MOST[mode]


@given(ANY)
def test_the_road_map_never_advises_a_step_that_rests_on_one_not_yet_taken(answers: Answers) -> None:
    result = score(QUESTIONNAIRE, answers)
    levels = levels_of(result)
    planned = select(BANK, QUESTIONNAIRE, answers, result).road_map
    for horizon in road_map.HORIZONS:
        here = [each for name, each in planned if name == horizon]
        for each in here:
            assert not unmet(each.tip, levels)
            assert each.tip.step in (None, levels[each.tip.question])
        levels |= {each.tip.question: each.reaches for each in here if each.reaches}


@given(ANY, seeds)
def test_a_step_brings_what_scoring_says_and_never_lowers_a_score(answers: Answers, seed: int) -> None:
    result = score(QUESTIONNAIRE, answers)
    steps = [each for chosen in choose(answers).by_aspect.values() for each in chosen if each.led is Why.STEP]
    if not steps:
        return
    each = Random(seed).choice(steps)
    after = outlook.taking(QUESTIONNAIRE, answers, [each])
    for old, new in zip(result.aspects, after.aspects, strict=True):
        assert (old.score or 0) <= (new.score or 0)
        assert (old.level or 0) <= (new.level or 0)
    if result.of(each.aspect).score is not None:
        assert gained(result, after, each.aspect) == pytest.approx(each.aspect_gain)
        assert (after.score or 0) - (result.score or 0) == pytest.approx(each.gain)


def gained(before: Result, after: Result, aspect: str) -> float:
    return (after.of(aspect).score or 0) - (before.of(aspect).score or 0)


@given(ANY, seeds)
def test_changing_one_answer_changes_only_tips_whose_reasons_name_it(answers: Answers, seed: int) -> None:
    random = Random(seed)
    others = {route.MODE, *leaving_out(QUESTIONNAIRE)}
    question = random.choice([q for q in QUESTIONNAIRE.questions.values() if q.id not in others])
    before = choose(answers)
    after = choose(answers.with_answer(question.id, given_answer(question, random)))
    for aspect in before.by_aspect:
        both = (*before.by_aspect[aspect], *after.by_aspect[aspect])
        named = {place(each) for each in both if question.id in rests_on(each)}
        for lead in (Why.STEP, Why.NEXT_STEP, Why.FIND_OUT, Why.NOT_ASKED):
            # What is not named keeps its order, and may only make room or be let in.
            old = [each.tip.id for each in before.by_aspect[aspect] if each.led is lead and place(each) not in named]
            new = [each.tip.id for each in after.by_aspect[aspect] if each.led is lead and place(each) not in named]
            short, long = sorted((old, new), key=len)
            assert [id_ for id_ in long if id_ in short] == short


def rests_on(each: Candidate) -> set[str]:
    """The questions that its reasons name, that it needs, and that a tip in its place would be chosen for."""
    return {
        *(question for reason in each.reasons for question in reason.questions),
        *(need.question for need in each.tip.needs),
        *(clause.question for tip in BANK.of[place(each)] for clause in tip.when),
    }


def place(each: Candidate) -> tuple[str, int | Kind]:
    return each.tip.question, each.tip.step or each.tip.kind


def test_what_holds_an_aspect_back_comes_first() -> None:
    selection = choose(of("held_back"))
    first = selection.by_aspect["experience"][0]
    assert (first.tip.question, first.tip.step, first.holds) == ("experience.honesty", 1, True)
    assert selection.road_map[0][1] == first


def test_less_effort_goes_before_more_for_the_same_gain() -> None:
    for chosen in choose(of("held_back")).by_aspect.values():
        alike = [each for each in chosen if len(each.reasons) == 1 and each.tip.kind is Kind.STEP]
        efforts = [list(Effort).index(each.tip.effort) for each in alike]
        assert efforts == sorted(efforts)


def test_a_tip_for_this_company_takes_the_place_of_the_one_for_everyone() -> None:
    everyone = BANK.of["scope.purchase", 2][0]
    fashion, food = (replace(everyone, id=sector, when=when(sector)) for sector in ("fashion", "food"))
    answers = of("held_back").with_answer("intake.sector", Answer(choice=("fashion",)))
    answers = answers.with_answer("scope.purchase", Answer(choice=("link",)))
    chosen = choose(answers, Bank("x", (food, everyone, fashion))).by_aspect["scope"]
    assert chosen[0].tip is fashion
    assert chosen[0].has(Why.COMPANY)


def when(sector: str) -> tuple[Clause, ...]:
    return (Clause("intake.sector", "in", (sector,)),)


def test_what_somebody_hopes_for_goes_before_what_costs_less_and_says_so() -> None:
    answers = company("diy_chain").with_answer("intake.hope", Answer(text="Meer omzet uit de chat"))
    first = choose(answers).by_aspect["scope"][0]
    reason = next(reason for reason in first.reasons if reason.why is Why.HOPE)
    assert (reason.questions, reason.words) == (("intake.hope",), ("omzet",))
    assert not any(each.has(Why.HOPE) for each in choose(of("held_back")).by_aspect["data"])


def test_a_step_waits_for_what_it_needs_and_what_is_waited_for_is_moved_up() -> None:
    answers = of("held_back")
    waiting = replace(BANK.of["data.insight", 2][0], needs=(Need("scope.strategy", 3),), when=())
    few = ("data.analysis", "data.logging")
    others = tuple(tip for tip in BANK.tips if tip.question.startswith("scope.") or tip.question in few)
    answers = answers.with_answer("data.insight", Answer(choice=("aside",)))
    answers = answers.with_answer("scope.strategy", Answer(choice=("plan",)))
    selection = choose(answers, Bank("x", (*others, waiting)))
    last = next(each for each in selection.by_aspect["data"] if each.tip is waiting)
    assert Why.AFTER in {reason.why for reason in last.reasons}
    first = next(each for each in selection.by_aspect["scope"] if each.tip.question == "scope.strategy")
    assert next(reason.questions for reason in first.reasons if reason.why is Why.OPENS)[-1:] == ("data.insight",)


def test_few_questions_with_a_step_left_are_taken_further() -> None:
    chosen = choose(company("leader")).by_aspect["technology"]
    steps = [each.tip.step for each in chosen if each.tip.question == "technology.integration"]
    assert steps[:2] == [3, 4]
    assert chosen[0].holds


def test_what_is_not_known_gets_a_third_of_the_places() -> None:
    answers = company("electronics_giant")
    for question in ("hours", "topics", "proactive", "voice"):
        answers = answers.with_answer(f"scope.{question}", Answer(Given.UNKNOWN))
    kinds = [each.tip.kind for each in choose(answers).by_aspect["scope"]]
    assert (kinds.count(Kind.FIND_OUT), kinds.count(Kind.STEP)) == (2, 4)
