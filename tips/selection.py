"""Which tips a respondent gets, in which order, and why.

First what holds an aspect back, then the largest gain for the least effort. One tip a question, because a
respondent stands on one step of it; a tip whose condition fits goes before one that is for everyone.
"""

from __future__ import annotations

from dataclasses import dataclass

from questionnaire import route
from questionnaire.answers import Answers
from questionnaire.model import Questionnaire
from questionnaire.scoring import AspectScore, Line, Result
from tips.bank import Bank
from tips.model import Effort, Tip

MOST = {"quick": 3, "full": 6}
ROAD_MAP = {"quick": (2, 2, 1), "full": (3, 4, 3)}
HORIZONS = ("now", "next", "later")
_WORK = {Effort.DAYS: 1.0, Effort.WEEKS: 2.0, Effort.MONTHS: 4.0}


@dataclass(frozen=True, slots=True)
class Selected:
    """A chosen tip with its reason: the line that led to it. `gain` is in points of the overall score."""

    tip: Tip
    aspect: str
    line: Line
    holds: bool
    aspect_gain: float
    gain: float

    @property
    def rank(self) -> tuple[bool, float, bool]:
        """Sorts what is most worth doing first."""
        return (not self.holds, -self.gain / _WORK[self.tip.effort], not self.line.key)


@dataclass(frozen=True, slots=True)
class Selection:
    """Tips by aspect in order of use, and the road map: (horizon, tip) pairs in order."""

    by_aspect: dict[str, tuple[Selected, ...]]
    road_map: tuple[tuple[str, Selected], ...]


def select(bank: Bank, questionnaire: Questionnaire, answers: Answers, result: Result) -> Selection:
    """Choose tips for these answers. The same input gives the same output."""
    mode = route.mode(answers)
    share = _shares(questionnaire, result)
    by_aspect = {
        score.aspect: tuple(sorted(_candidates(bank, answers, score, share), key=lambda each: each.rank)[: MOST[mode]])
        for score in result.aspects
    }
    best = sorted((each for chosen in by_aspect.values() for each in chosen), key=lambda each: each.rank)
    counts = zip(HORIZONS, ROAD_MAP[mode], strict=True)
    horizons = [horizon for horizon, count in counts for _ in range(count)]
    return Selection(by_aspect, tuple(zip(horizons, best, strict=False)))


def _shares(questionnaire: Questionnaire, result: Result) -> dict[str, float]:
    """How many points the overall score gains for one point of an aspect."""
    known = [area for area in result.areas if area.score is not None]
    shares = {}
    for area, scored in zip(questionnaire.areas, result.areas, strict=True):
        levelled = len(area.aspects) - len(scored.left_out)
        for aspect in area.aspects:
            counts = levelled and aspect.id not in scored.left_out
            shares[aspect.id] = 1 / levelled / len(known) if counts else 0.0
    return shares


def _candidates(bank: Bank, answers: Answers, score: AspectScore, shares: dict[str, float]) -> list[Selected]:
    weight = sum(line.weight for line in score.lines if line.points is not None)
    found = []
    for line in score.lines:
        tip = _fitting(bank, answers, line)
        if tip is not None:
            gain = 25 * line.weight / weight
            holds = line.question in score.held_by
            found.append(Selected(tip, score.aspect, line, holds, gain, gain * shares[score.aspect]))
    return found


def _fitting(bank: Bank, answers: Answers, line: Line) -> Tip | None:
    """The tip for the next step of this question whose condition says most about this company."""
    if line.level is None:
        return None
    fitting = [tip for tip in bank.of.get((line.question, line.level), ()) if route.holds(tip.when, answers) is True]
    return max(fitting, key=lambda tip: len(tip.when), default=None)
