"""Every tip that could be given to a respondent, with its gain and the reasons for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from questionnaire import route
from questionnaire.answers import Answers
from questionnaire.model import POINTS, Question, Questionnaire
from questionnaire.scoring import AspectScore, Line, Result, State
from tips.bank import Bank, Place
from tips.model import Effort, Kind, Tip
from tips.reasons import Reason, Why
from tips.topics import relevant

STEP_POINTS = POINTS[1]
WORK = {Effort.DAYS: 1.0, Effort.WEEKS: 2.0, Effort.MONTHS: 4.0}
# No points come of finding out: knowing weighs as half a step, and what was never asked as a quarter.
COUNTS_FOR = {Kind.STEP: 1.0, Kind.FIND_OUT: 0.5, Kind.GENERAL: 0.25}
# Months of work for what somebody hopes for weigh as days; a step that others wait for brings one more within reach.
MOVES = {Why.HOPE: 4.0, Why.OPENS: 2.0, Why.COMPANY: 1.5, Why.INTAKE: 1.25}
_UNANSWERED = {
    State.UNKNOWN: (Kind.FIND_OUT, Why.FIND_OUT),
    State.SKIPPED: (Kind.GENERAL, Why.NOT_ASKED),
    State.OPEN: (Kind.GENERAL, Why.NOT_ASKED),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tip with the line that led to it. `aspect_gain` and `gain` are points of the aspect's and the overall score.

    `led` is the first of the `reasons`. `would` is the gain for the aspect of any step on this question, by which the
    tip is weighed; `share` is what a point of the aspect is worth overall.
    """

    tip: Tip
    aspect: str
    line: Line
    led: Why
    reasons: tuple[Reason, ...]
    would: float
    share: float

    def has(self, why: Why) -> bool:
        return any(reason.why is why for reason in self.reasons)

    @property
    def holds(self) -> bool:
        return self.has(Why.HOLDS)

    @property
    def aspect_gain(self) -> float:
        return self.would if self.tip.step else 0.0

    @property
    def gain(self) -> float:
        return self.aspect_gain * self.share

    @property
    def reaches(self) -> int | None:
        """The level on which the question stands once the step is taken."""
        return None if self.tip.step is None else self.tip.step + 1

    @property
    def worth(self) -> float:
        """Gain for the aspect against effort, raised by what makes it matter to this respondent."""
        worth = self.would * COUNTS_FOR[self.tip.kind] / WORK[self.tip.effort]
        for reason in self.reasons:
            worth *= MOVES.get(reason.why, 1.0)
        return worth

    @property
    def distance(self) -> int:
        """How many steps must come before this one; more than one only on the same question."""
        if self.led is Why.NEXT_STEP:
            return (self.tip.step or 0) - (self.line.level or 0)
        return int(self.has(Why.AFTER))

    @property
    def rank(self) -> tuple[bool, int, float, bool]:
        """Sorts what is most worth doing first, within an aspect."""
        return (not self.holds, self.distance, -self.worth, not self.line.key)


Pool = dict[str, tuple[Candidate, ...]]
Levels = Mapping[str, int | None]


def candidates(
    bank: Bank, questionnaire: Questionnaire, answers: Answers, result: Result, shares: Mapping[str, float]
) -> Pool:
    """The first tip of every question, by aspect and in no order of merit.

    `shares` are points of the overall score for one point of an aspect.
    """
    about = relevant(bank.topics, answers)
    asked = {question.id: (question.id, *_decide(questionnaire, question)) for question in questionnaire.scored}
    found = {
        score.aspect: tuple(_of_aspect(bank, answers, score, shares[score.aspect], about, asked))
        for score in result.aspects
    }
    return _tied(found, levels_of(result))


def levels_of(result: Result) -> dict[str, int | None]:
    """The level on which each question stands, None where it has none."""
    return {line.question: line.level for score in result.aspects for line in score.lines}


def _decide(questionnaire: Questionnaire, question: Question) -> tuple[str, ...]:
    """The questions that decide whether this one is asked, or answered by implication."""
    routes = (questionnaire.routes[id_] for id_ in question.routes)
    return tuple(clause.question for each in routes if each.otherwise == route.IMPLIED for clause in each.when)


def _of_aspect(
    bank: Bank,
    answers: Answers,
    score: AspectScore,
    share: float,
    about: Mapping[str, tuple[Reason, ...]],
    asked: Mapping[str, tuple[str, ...]],
) -> Iterator[Candidate]:
    weight = sum(line.weight for line in score.lines if line.points is not None)
    whole = tuple(line.question for line in score.lines)
    for line in score.lines:
        place, led = _place(line)
        if place is None or (tip := best(bank, answers, place)) is None:
            continue
        would = STEP_POINTS * line.weight / (weight if line.level else weight + line.weight)
        reasons = [Reason(led, asked[line.question]), *about.get(line.question, ()), *_for_company(tip)]
        if line.level and line.question in score.held_by:
            reasons.append(Reason(Why.HOLDS, whole))
        yield Candidate(tip, score.aspect, line, led, tuple(reasons), would, share)


def _place(line: Line) -> tuple[Place | None, Why]:
    """Where the tip for a question stands in the bank, if there can be one, and what led there."""
    if line.level is not None:
        return ((line.question, line.level) if line.level < len(POINTS) else None), Why.STEP
    kind, led = _UNANSWERED.get(line.state, (None, Why.NOT_ASKED))
    return ((line.question, kind) if kind else None), led


def further(bank: Bank, answers: Answers, first: Candidate, levels: Levels) -> Iterator[Candidate]:
    """The steps after a step on the same question, each of which waits for the one before."""
    about = tuple(reason for reason in first.reasons if reason.why in (Why.HOPE, Why.INTAKE))
    for step in range(first.reaches or len(POINTS), len(POINTS)):
        tip = best(bank, answers, (first.tip.question, step))
        if tip is None:
            return
        led = Reason(Why.NEXT_STEP, first.reasons[0].questions)
        after = Reason(Why.AFTER, (tip.question, *unmet(tip, levels)))
        yield replace(first, tip=tip, led=led.why, reasons=(led, *about, *_for_company(tip), after))


def best(bank: Bank, answers: Answers, place: Place) -> Tip | None:
    """The tip at this place whose condition says most about this company."""
    fitting = [tip for tip in bank.of.get(place, ()) if route.holds(tip.when, answers) is True]
    return max(fitting, key=lambda tip: len(tip.when), default=None)


def _for_company(tip: Tip) -> tuple[Reason, ...]:
    return (Reason(Why.COMPANY, tuple(clause.question for clause in tip.when)),) if tip.when else ()


def unmet(tip: Tip, levels: Levels) -> tuple[str, ...]:
    """The questions that stand too low for this tip to begin. What is not known does not stand in its way."""
    return tuple(need.question for need in tip.needs if (levels.get(need.question) or need.level) < need.level)


def _tied(found: Pool, levels: Levels) -> Pool:
    """The candidates with what they wait for, and what waits for them."""
    waits = {each.tip.id: unmet(each.tip, levels) for several in found.values() for each in several if each.tip.needs}
    waiting: dict[str, tuple[str, ...]] = {}
    for each in (each for several in found.values() for each in several if each.led is Why.STEP):
        for question in waits.get(each.tip.id, ()):
            waiting[question] = (*waiting.get(question, ()), each.tip.question)
    return {aspect: tuple(_tie(each, waits, waiting) for each in several) for aspect, several in found.items()}


def _tie(each: Candidate, waits: Mapping[str, tuple[str, ...]], waiting: Mapping[str, tuple[str, ...]]) -> Candidate:
    after, first = waits.get(each.tip.id), waiting.get(each.tip.question)
    added = [Reason(Why.AFTER, after)] if after else []
    if first and each.led is Why.STEP:
        added.append(Reason(Why.OPENS, first))
    return replace(each, reasons=(*each.reasons, *added)) if added else each
