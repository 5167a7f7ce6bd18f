"""Several assessments side by side, as one frozen object: a page, a PDF and a workbook are drawn from it.

Nothing is scored here: levels and points are read from the reports and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median

from questionnaire.model import Text
from reports.model import AnswerLine, AspectPart, Report, Standing
from reports.summary import LAGGING

MOST = 40
LISTED = 10
# What one alone lacks says nothing of the others.
LEAST_COMMON = 2


class Kind(StrEnum):
    """Different companies, or one company at different moments."""

    COMPANIES = "companies"
    OVER_TIME = "over_time"


@dataclass(frozen=True, slots=True)
class Member:
    """One assessment, the `number`th from 1. `company` is in the respondent's own words; `standings` are by aspect."""

    number: int
    company: str | None
    created: str
    mode: str
    overall: Standing
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """How far apart the `known` members are on an aspect, and how many of them stand on each of the five levels."""

    id: str
    area: str
    name: Text
    known: int
    lowest: float | None
    middle: float | None
    highest: float | None
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lack:
    """A question on which more than half of those who answered it stand on level 1 or 2: `count` of `known`."""

    topic: Text
    aspect: Text
    count: int
    known: int


@dataclass(frozen=True, slots=True)
class CommonStep:
    """A tip that stands on the road map of several members."""

    tip: str
    title: Text
    aspect: Text
    effort: str
    count: int


@dataclass(frozen=True, slots=True)
class Move:
    """A question that stands on another level at the last moment than at the first."""

    topic: Text
    aspect: Text
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """`title` is in the words of staff or of a respondent; `dropped` members were chosen and are shared no longer.

    `moves` are those of one company over time, what rose most first.
    """

    title: str
    kind: Kind
    made: str
    members: tuple[Member, ...]
    spreads: tuple[Spread, ...]
    overall: Spread
    lacks: tuple[Lack, ...]
    steps: tuple[CommonStep, ...]
    moves: tuple[Move, ...]
    dropped: int


class TooMany(ValueError):
    """More assessments than one can look at."""


def compose(title: str, kind: Kind, reports: Sequence[Report], dropped: int, now: datetime) -> Portfolio:
    """The reports side by side, in this order; one company's in the order of time. Raises TooMany above `MOST`."""
    if len(reports) > MOST:
        raise TooMany(f"{len(reports)} assessments: {MOST} at most")
    if kind is Kind.OVER_TIME:
        reports = sorted(reports, key=lambda report: datetime.fromisoformat(report.created))
    # An aspect has the name that the latest questionnaire among them gives it.
    newest = max(reports, key=lambda report: report.questionnaire_version, default=None)
    aspects = newest.aspects if newest else ()
    return Portfolio(
        title=title,
        kind=kind,
        made=now.isoformat(timespec="seconds"),
        members=tuple(_member(number, report, aspects) for number, report in enumerate(reports, 1)),
        spreads=tuple(
            _spread(aspect.id, aspect.area, aspect.name, (_standing(each, aspect.id) for each in reports))
            for aspect in aspects
        ),
        overall=_spread("overall", "brand", _OVERALL, (report.overall for report in reports)),
        lacks=tuple(sorted(_lacks(reports), key=lambda lack: -lack.count / lack.known)[:LISTED]),
        steps=tuple(_steps(reports))[:LISTED],
        moves=_moves(reports[0], reports[-1]) if kind is Kind.OVER_TIME and len(reports) > 1 else (),
        dropped=dropped,
    )


_OVERALL = Text("Totaal", "Overall")
_UNKNOWN = Standing(None, None, None)


def _member(number: int, report: Report, aspects: Iterable[AspectPart]) -> Member:
    standings = tuple(_standing(report, aspect.id) for aspect in aspects)
    return Member(number, report.profile.company, report.created, report.mode, report.overall, standings)


def _standing(report: Report, aspect: str) -> Standing:
    return next((part.standing for part in report.aspects if part.id == aspect), _UNKNOWN)


def _spread(id_: str, area: str, name: Text, standings: Iterable[Standing]) -> Spread:
    known = [(each.score, each.level) for each in standings if each.score is not None and each.level is not None]
    scores, levels = [score for score, _ in known], Counter(level for _, level in known)
    return Spread(
        id=id_,
        area=area,
        name=name,
        known=len(known),
        lowest=min(scores, default=None),
        middle=median(scores) if scores else None,
        highest=max(scores, default=None),
        levels=tuple(levels[number] for number in range(1, 6)),
    )


def _answers(report: Report) -> Iterator[tuple[AspectPart, AnswerLine, int]]:
    """Each question with a level."""
    for aspect in report.aspects:
        yield from ((aspect, line, line.level) for line in aspect.answers if line.level is not None)


def _lacks(reports: Sequence[Report]) -> Iterator[Lack]:
    found: dict[str, list[tuple[AspectPart, AnswerLine, int]]] = {}
    for report in reports:
        for each in _answers(report):
            found.setdefault(each[1].question, []).append(each)
    for given in found.values():
        low = sum(level <= LAGGING for _, _, level in given)
        if low >= LEAST_COMMON and 2 * low > len(given):
            aspect, line, _ = given[-1]
            yield Lack(line.topic, aspect.name, low, len(given))


def _steps(reports: Sequence[Report]) -> Iterator[CommonStep]:
    """The most common first; of equally common ones, the one that comes first on the road maps."""
    counts = Counter(step.tip for report in reports for step in report.road_map)
    places = {step.tip: (place, report, step) for report in reports for place, step in enumerate(report.road_map)}
    for tip, count in sorted(counts.items(), key=lambda each: (-each[1], places[each[0]][0])):
        if count >= LEAST_COMMON:
            _, report, step = places[tip]
            aspect = next(part.name for part in report.aspects if part.id == step.aspect)
            yield CommonStep(tip, step.title, aspect, step.effort, count)


def _moves(first: Report, last: Report) -> tuple[Move, ...]:
    before = {line.question: level for _, line, level in _answers(first)}
    moved = [
        Move(line.topic, aspect.name, before[line.question], level)
        for aspect, line, level in _answers(last)
        if before.get(line.question, level) != level
    ]
    return tuple(sorted(moved, key=lambda move: move.before - move.after))
