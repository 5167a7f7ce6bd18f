"""What the figures of a report say, for the page, the PDF and the mail alike.

Nothing is scored here: levels and points are read from the report and put in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaire.scoring import BANDS, State
from reports.model import AnswerLine, AspectPart, Report, RoadStep, TipEntry

HORIZONS = ("now", "next", "later")
FIRST_STEPS = 3
FIRST_TAKEN = 5
LISTED = 3
STRONG, LAGGING = 4, 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """Aspects that stand out. `strongest` and `weakest` are empty where all known aspects are on one level."""

    strongest: tuple[AspectPart, ...]
    weakest: tuple[AspectPart, ...]
    held: tuple[AspectPart, ...]
    unknown: tuple[AspectPart, ...]


Found = tuple[AspectPart, AnswerLine]
"""An answer with its aspect."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One aspect's score worked out: `total` points times weight, over `weight`."""

    aspect: AspectPart
    lines: tuple[AnswerLine, ...]
    total: float
    weight: float


def verdict(report: Report) -> Verdict:
    known = [aspect for aspect in report.aspects if aspect.standing.level is not None]
    levels = {aspect.standing.level for aspect in known}
    apart = len(levels) > 1
    return Verdict(
        strongest=_at(known, max(levels, key=_number)) if apart else (),
        weakest=_at(known, min(levels, key=_number)) if apart else (),
        held=tuple(aspect for aspect in known if aspect.held_by),
        unknown=tuple(aspect for aspect in report.aspects if aspect.standing.level is None),
    )


def worked(report: Report) -> Worked | None:
    """The example for the method page: the first aspect that is held back, else the first with a score."""
    known = [aspect for aspect in report.aspects if aspect.standing.score is not None]
    if not known:
        return None
    return sums(next((aspect for aspect in known if aspect.held_by), known[0]))


def sums(aspect: AspectPart) -> Worked:
    """How the score of an aspect comes about; without a line that counts there is no weight."""
    lines = tuple(line for line in aspect.answers if line.points is not None)
    total = sum((line.points or 0) * line.weight for line in lines)
    return Worked(aspect, lines, total, sum(line.weight for line in lines))


@dataclass(frozen=True, slots=True)
class Counted:
    """`answered` of the `applicable` questions count in a score."""

    answered: int
    applicable: int


def counted(report: Report, area: str | None = None) -> Counted:
    """Of one area, or of all."""
    parts = [each for each in report.aspects if area in (None, each.area)]
    return Counted(sum(each.answered for each in parts), sum(each.applicable for each in parts))


def strong(report: Report) -> tuple[Found, ...]:
    """The answers that stand highest, on level 4 or 5: the best first, key questions before others."""
    found = [each for each in _answered(report) if (each[1].level or 0) >= STRONG]
    return tuple(sorted(found, key=lambda each: (-(each[1].level or 0), not each[1].key, -each[1].weight))[:LISTED])


def lagging(report: Report) -> tuple[Found, ...]:
    """The answers on level 1 or 2: those that hold an aspect first, then the lowest, key questions before others."""
    found = [each for each in _answered(report) if (each[1].level or STRONG) <= LAGGING]
    found.sort(key=lambda each: (each[1].question not in each[0].held_by, each[1].level, not each[1].key))
    return tuple(found[:LISTED])


def holding(aspect: AspectPart) -> tuple[AnswerLine, ...]:
    """The answers that hold the aspect's level down, in the order of the questions."""
    return tuple(line for line in aspect.answers if line.question in aspect.held_by)


def road_map(report: Report) -> Mapping[str, tuple[tuple[int, RoadStep], ...]]:
    """The steps of each horizon with their number on the whole road, horizons without a step left out."""
    numbered = tuple(enumerate(report.road_map, start=1))
    by_horizon = {horizon: tuple(pair for pair in numbered if pair[1].horizon == horizon) for horizon in HORIZONS}
    return {horizon: steps for horizon, steps in by_horizon.items() if steps}


def first_steps(report: Report) -> tuple[RoadStep, ...]:
    return report.road_map[:FIRST_STEPS]


def nearest(report: Report) -> AspectPart | None:
    """The aspect that the fewest of its tips bring a level up; the first of equals."""
    rising = [
        (len(aspect.outlook.steps), aspect) for aspect in report.aspects if aspect.outlook and aspect.outlook.rises
    ]
    return min(rising, key=lambda pair: pair[0])[1] if rising else None


def raising(aspect: AspectPart) -> tuple[int, ...]:
    """The places, from 1, of the tips in the aspect's outlook."""
    steps = aspect.outlook.steps if aspect.outlook else ()
    return tuple(place for place, tip in enumerate(aspect.tips, start=1) if tip.id in steps)


def next_level_at(aspect: AspectPart) -> int | None:
    """The score at which the next level begins, where the score alone decides on it."""
    level = aspect.standing.level
    return BANDS[level - 1] if level and level <= len(BANDS) and not aspect.held_by else None


def tips(report: Report) -> Mapping[str, TipEntry]:
    """Every tip of the report by id."""
    return {tip.id: tip for aspect in report.aspects for tip in aspect.tips}


def _at(aspects: list[AspectPart], level: int | None) -> tuple[AspectPart, ...]:
    """The aspects on one level, highest score first."""
    mine = [aspect for aspect in aspects if aspect.standing.level == level]
    return tuple(sorted(mine, key=lambda aspect: -(aspect.standing.score or 0)))


def _answered(report: Report) -> list[Found]:
    """What was answered, not what follows from something else."""
    return [(aspect, line) for aspect in report.aspects for line in aspect.answers if line.state == State.ANSWERED]


def _number(level: int | None) -> int:
    return level or 0
