"""What must hold of a score whatever was answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given

from questionnaire import scoring
from questionnaire.answers import Answer, Answers, Kind
from questionnaire.loader import published
from questionnaire.model import POINTS, Form, Question
from questionnaire.scoring import Certainty, State, score
from tests import tiny
from tests.strategies import answer_sets, answered, leaving_out, seeds

QUESTIONNAIRE = published()
LIVE = Answers().with_answer("intake.stage", Answer(choice=("live",)))


@given(answer_sets(QUESTIONNAIRE))
def test_every_figure_lies_within_its_bounds(answers: Answers) -> None:
    result = score(QUESTIONNAIRE, answers)
    for figure in (result.score, *(area.score for area in result.areas), *(each.score for each in result.aspects)):
        assert figure is None or 0 <= figure <= 100
    for aspect in result.aspects:
        assert 0 <= aspect.certainty <= 1
        assert (aspect.score is None) == (aspect.level is None) == (aspect.answered < 2)
        assert aspect.level is None or aspect.band_level is None or 1 <= aspect.level <= aspect.band_level
        assert bool(aspect.held_by) == (aspect.level != aspect.band_level)


@given(answer_sets(QUESTIONNAIRE), seeds)
def test_a_better_answer_never_lowers_a_score(answers: Answers, seed: int) -> None:
    random = Random(seed)
    question = random.choice([each for each in QUESTIONNAIRE.scored if each.id not in leaving_out(QUESTIONNAIRE)])
    two = [answered(question, random) for _ in range(2)]
    worse, better = sorted(two, key=lambda answer: scoring.points(question, answer))
    low = score(QUESTIONNAIRE, answers.with_answer(question.id, worse))
    high = score(QUESTIONNAIRE, answers.with_answer(question.id, better))
    assert (low.score or 0) <= (high.score or 0)
    for before, after in zip(low.aspects, high.aspects, strict=True):
        assert (before.score or 0) <= (after.score or 0)
        assert (before.level or 0) <= (after.level or 0)


@given(answer_sets(QUESTIONNAIRE), seeds)
def test_the_order_of_answering_does_not_matter(answers: Answers, seed: int) -> None:
    ids = list(answers)
    Random(seed).shuffle(ids)
    shuffled = Answers()
    for id_ in ids:
        shuffled = shuffled.with_answer(id_, answers.get(id_) or Answer())
    assert score(QUESTIONNAIRE, shuffled) == score(QUESTIONNAIRE, answers)


@given(answer_sets(QUESTIONNAIRE))
def test_every_score_can_be_worked_out_from_its_lines(answers: Answers) -> None:
    for aspect in score(QUESTIONNAIRE, answers).aspects:
        counted = [line for line in aspect.lines if line.points is not None]
        assert len(aspect.lines) == 10
        assert aspect.answered == len(counted)
        if aspect.score is not None:
            total = sum(line.weight * (line.points or 0) for line in counted)
            assert aspect.score == pytest.approx(total / sum(line.weight for line in counted))


def test_all_not_applicable_is_too_little_known() -> None:
    answers = LIVE
    for question in QUESTIONNAIRE.scored:
        answers = answers.with_answer(question.id, Answer(Kind.NOT_APPLICABLE))
    result = score(QUESTIONNAIRE, answers)
    assert result.level is None
    assert result.left_out == ("customer", "organisation", "technology")
    assert [aspect.level for aspect in result.aspects] == [None] * 6
    assert [aspect.certainty for aspect in result.aspects] == [0.0] * 6


def test_unknown_lowers_certainty_and_not_applicable_does_not() -> None:
    aspect = QUESTIONNAIRE.aspects[0]
    answers = LIVE
    for question in aspect.questions:
        answers = answers.with_answer(question.id, _best(question))
    sure = score(QUESTIONNAIRE, answers).of(aspect.id)
    unknown = score(QUESTIONNAIRE, answers.with_answer("scope.hours", Answer(Kind.UNKNOWN))).of(aspect.id)
    apart = score(QUESTIONNAIRE, answers.with_answer("scope.hours", Answer(Kind.NOT_APPLICABLE))).of(aspect.id)
    assert (sure.certainty, unknown.certainty, apart.certainty) == (1.0, 0.9, 1.0)
    assert (sure.score, unknown.score, apart.score) == (100, 100, 100)


@pytest.mark.parametrize(
    ("value", "level"), [(0, 1), (19.99, 1), (20, 2), (39.99, 2), (40, 3), (60, 4), (79.99, 4), (80, 5), (100, 5)]
)
def test_a_band_begins_at_its_lower_bound(value: float, level: int) -> None:
    assert scoring.level_of(value) == level


@pytest.mark.parametrize(
    ("certainty", "word"),
    [(0.0, Certainty.INDICATIVE), (0.49, Certainty.INDICATIVE), (0.5, Certainty.FAIR), (0.8, Certainty.FIRM)],
)
def test_certainty_in_words(certainty: float, word: Certainty) -> None:
    aspect = score(QUESTIONNAIRE, Answers()).aspects[0]
    assert replace(aspect, certainty=certainty).certainty_word is word


def test_an_implied_question_counts_at_level_one() -> None:
    result = score(QUESTIONNAIRE, Answers().with_answer("intake.stage", Answer(choice=("plan",))))
    line = result.of("experience").lines[0]
    assert (line.state, line.points, line.level) == (State.IMPLIED, 0, 1)


def test_an_unknown_stage_implies_nothing() -> None:
    result = score(QUESTIONNAIRE, Answers().with_answer("intake.stage", Answer(Kind.SKIPPED)))
    assert {line.state for aspect in result.aspects for line in aspect.lines} == {State.OPEN}


def test_weights_count(tmp_path: Path) -> None:
    questionnaire = tiny.questionnaire("weights", tmp_path)
    answers = Answers().with_answer("one.heavy", Answer(choice=("e",))).with_answer("one.light", Answer(choice=("a",)))
    assert score(questionnaire, answers).of("one").score == 75


def test_the_lowest_key_question_holds_its_aspect(tmp_path: Path) -> None:
    questionnaire = tiny.questionnaire("held", tmp_path)
    answers = Answers().with_answer("one.key", Answer(choice=("b",)))
    for id_ in ("one.second", "one.third", "one.fourth"):
        answers = answers.with_answer(id_, Answer(choice=("e",)))
    aspect = score(questionnaire, answers).of("one")
    assert (aspect.score, aspect.band_level, aspect.level, aspect.held_by) == (81.25, 5, 3, ("one.key",))


def _best(question: Question) -> Answer:
    if question.form is Form.SLIDER:
        return Answer(number=question.thresholds[-1])
    if question.form is Form.SEVERAL:
        return Answer(choice=tuple(option.id for option in question.options if not option.exclusive))
    return Answer(choice=(next(option.id for option in question.options if option.points == POINTS[-1]),))


@given(answer_sets(QUESTIONNAIRE), seeds)
def test_what_if_is_what_the_answer_would_score(answers: Answers, seed: int) -> None:
    random = Random(seed)
    question = random.choice([each for each in QUESTIONNAIRE.scored if not each.routes])
    answer = answered(question, random)
    level = POINTS.index(scoring.points(question, answer)) + 1
    taken = score(QUESTIONNAIRE, answers, {question.id: level})
    assert taken == score(QUESTIONNAIRE, answers.with_answer(question.id, answer))


def test_what_if_leaves_what_was_implied_beside_it() -> None:
    nothing = Answers().with_answer("intake.stage", Answer(choice=("none",)))
    before = score(QUESTIONNAIRE, nothing).of("scope")
    after = score(QUESTIONNAIRE, nothing, {"scope.channels": 2}).of("scope")
    assert (before.answered, after.answered) == (9, 9)
    assert (after.score or 0) - (before.score or 0) == pytest.approx(25 / 9)
