"""From answers to levels, with every figure explained.

A score is a weighted mean of points (0 to 100). Published versions keep their figures for ever: a change of
the arithmetic raises `VERSION`. See docs in README, 'How a score is made'.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from questionnaire import route
from questionnaire.answers import Answer, Answers, Kind
from questionnaire.model import POINTS, Area, Aspect, Form, Question, Questionnaire

VERSION = 1
BANDS = (20, 40, 60, 80)
LEAST_ANSWERED = 2
_AS_IT_IS: Mapping[str, int] = MappingProxyType({})


class State(StrEnum):
    """How a question stands in the score; only the first two bring points."""

    ANSWERED = "answered"
    IMPLIED = "implied"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    NOT_APPLICABLE = "not_applicable"
    OPEN = "open"


class Certainty(StrEnum):
    INDICATIVE = "indicative"
    FAIR = "fair"
    FIRM = "firm"


@dataclass(frozen=True, slots=True)
class Line:
    """One question in a score. `points` is None unless it was answered or implied."""

    question: str
    state: State
    points: int | None
    weight: float
    key: bool

    @property
    def level(self) -> int | None:
        return None if self.points is None else POINTS.index(self.points) + 1


@dataclass(frozen=True, slots=True)
class AspectScore:
    """`level` is `band_level` unless the key questions in `held_by` hold it lower; both None if too little is known."""

    aspect: str
    score: float | None
    level: int | None
    band_level: int | None
    held_by: tuple[str, ...]
    certainty: float
    answered: int
    applicable: int
    lines: tuple[Line, ...]

    @property
    def certainty_word(self) -> Certainty:
        words = (Certainty.INDICATIVE, Certainty.FAIR, Certainty.FIRM)
        return words[bisect_right((0.5, 0.8), self.certainty)]


@dataclass(frozen=True, slots=True)
class AreaScore:
    """The mean of the area's aspects that have a level; `left_out` are the others."""

    area: str
    score: float | None
    level: int | None
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The whole outcome; `left_out` are the areas without a level, which the overall mean leaves out."""

    questionnaire: str
    scoring: int
    score: float | None
    level: int | None
    left_out: tuple[str, ...]
    areas: tuple[AreaScore, ...]
    aspects: tuple[AspectScore, ...]

    def of(self, aspect: str) -> AspectScore:
        return next(score for score in self.aspects if score.aspect == aspect)


def level_of(score: float) -> int:
    """The level (1 to 5) whose band holds a score of 0 to 100."""
    return bisect_right(BANDS, score) + 1


def _by_option(question: Question, answer: Answer) -> int:
    return question.option[answer.choice[0]].points or 0


def _by_count(question: Question, answer: Answer) -> int:
    count = sum(not question.option[option].exclusive for option in answer.choice)
    return POINTS[bisect_right(question.thresholds, count)]


def _by_value(question: Question, answer: Answer) -> int:
    return POINTS[bisect_right(question.thresholds, answer.number or 0)]


_POINTS_BY_FORM: Mapping[Form, Callable[[Question, Answer], int]] = {
    Form.ONE: _by_option,
    Form.PICTURES: _by_option,
    Form.SEVERAL: _by_count,
    Form.SLIDER: _by_value,
}


def points(question: Question, answer: Answer) -> int:
    """The points (0, 25, 50, 75 or 100) that an answer to a scored question is worth."""
    return _POINTS_BY_FORM[question.form](question, answer)


def score(questionnaire: Questionnaire, answers: Answers, taken: Mapping[str, int] = _AS_IT_IS) -> Result:
    """Score the answers that the route leaves standing. The same answers give the same figures in any order.

    `taken` is what if: the level (1 to 5) that a question would stand on after a step, whatever was answered.
    """
    gone = route.dropped(questionnaire, answers)
    aspects = {aspect.id: _aspect(aspect, answers, gone, taken) for aspect in questionnaire.aspects}
    areas = tuple(_area(area, aspects) for area in questionnaire.areas)
    overall = mean(area.score for area in areas)
    return Result(
        questionnaire=questionnaire.version,
        scoring=VERSION,
        score=overall,
        level=None if overall is None else level_of(overall),
        left_out=tuple(area.area for area in areas if area.score is None),
        areas=areas,
        aspects=tuple(aspects.values()),
    )


def aspect_score(questionnaire: Questionnaire, answers: Answers, aspect: Aspect) -> AspectScore:
    """The score of one aspect alone, as `score` would give it."""
    return _aspect(aspect, answers, route.dropped(questionnaire, answers), _AS_IT_IS)


def _line(question: Question, answer: Answer | None, gone: Mapping[str, str], taken: Mapping[str, int]) -> Line:
    if question.id in taken:
        return _made(question, State.ANSWERED, POINTS[taken[question.id] - 1])
    missed = route.missed(question, gone) if gone else None
    fate = gone[missed] if missed else None
    if fate == route.IMPLIED:
        return _made(question, State.IMPLIED, 0)
    if fate == route.LEFT_OUT:
        return _made(question, State.NOT_APPLICABLE, None)
    if answer is None:
        return _made(question, State.OPEN, None)
    if answer.kind is Kind.ANSWERED:
        return _made(question, State.ANSWERED, points(question, answer))
    return _made(question, State(answer.kind.value), None)


# A question has some ten lines, and a check asks for sixty of them after each answer.
@lru_cache(maxsize=4096)
def _made(question: Question, state: State, worth: int | None) -> Line:
    return Line(question.id, state, worth, question.weight, question.quick)


def _aspect(aspect: Aspect, answers: Answers, gone: Mapping[str, str], taken: Mapping[str, int]) -> AspectScore:
    lines = tuple(_line(question, answers.get(question.id), gone, taken) for question in aspect.questions)
    return of_lines(aspect.id, lines)


def of_lines(aspect: str, lines: tuple[Line, ...]) -> AspectScore:
    """The score of one aspect from its lines, wherever these were kept."""
    counted = [(line, line.points) for line in lines if line.points is not None]
    weight = sum(line.weight for line, _ in counted)
    applicable = [line.weight for line in lines if line.state is not State.NOT_APPLICABLE]
    known = len(counted) >= LEAST_ANSWERED
    average = sum(line.weight * worth for line, worth in counted) / weight if known else None
    band = None if average is None else level_of(average)
    level, held_by = _held(band, lines)
    return AspectScore(
        aspect=aspect,
        score=average,
        level=level,
        band_level=band,
        held_by=held_by,
        certainty=weight / sum(applicable) if applicable else 0.0,
        answered=len(counted),
        applicable=len(applicable),
        lines=lines,
    )


def _held(band: int | None, lines: tuple[Line, ...]) -> tuple[int | None, tuple[str, ...]]:
    """The level after the key questions have had their say, and the ones that hold it down."""
    keys = [(line.level, line.question) for line in lines if line.key and line.level is not None]
    if band is None or not keys:
        return band, ()
    lowest = min(level for level, _ in keys)
    if band <= lowest + 1:
        return band, ()
    return lowest + 1, tuple(question for level, question in keys if level == lowest)


def _area(area: Area, aspects: Mapping[str, AspectScore]) -> AreaScore:
    scores = [aspects[aspect.id] for aspect in area.aspects]
    average = mean(score.score for score in scores)
    return AreaScore(
        area=area.id,
        score=average,
        level=None if average is None else level_of(average),
        left_out=tuple(score.aspect for score in scores if score.score is None),
    )


def mean(scores: Iterable[float | None]) -> float | None:
    """The mean of what is known. Exact enough: at most three figures of 0 to 100."""
    known = [score for score in scores if score is not None]
    return sum(known) / len(known) if known else None
