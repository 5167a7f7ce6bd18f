"""The outlooks of a report worked out anew from its own lines, for tips that were chosen otherwise.

With the tips that the check chose they are the same to the last digit, as they come from the same scoring.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from questionnaire import scoring
from questionnaire.model import POINTS
from questionnaire.scoring import AspectScore, Line, State
from reports.model import AnswerLine, AspectPart, Outlook, Report, TipEntry
from reports.summary import FIRST_TAKEN, tips

Taken = Mapping[str, int]


def with_outlooks(report: Report) -> Report:
    """The report with the outlooks of its tips and road map; with none where it was scored by other rules than ours."""
    if report.scoring_version != scoring.VERSION:
        bare = tuple(replace(each, outlook=None, after_first=None, after_road_map=None) for each in report.aspects)
        return replace(report, aspects=bare, after_first=None, after_road_map=None)
    by_id = tips(report)
    planned = [by_id[step.tip] for step in report.road_map]
    first, all_ = planned[:FIRST_TAKEN], planned
    return replace(
        report,
        aspects=tuple(_aspect(aspect, first, all_) for aspect in report.aspects),
        after_first=_overall(report, first),
        after_road_map=_overall(report, all_),
    )


def _aspect(aspect: AspectPart, first: Sequence[TipEntry], all_: Sequence[TipEntry]) -> AspectPart:
    mine = {tip.id for tip in aspect.tips}
    return replace(
        aspect,
        outlook=_outlook(aspect, _to_next_level(aspect)),
        after_first=_outlook(aspect, [tip for tip in first if tip.id in mine]),
        after_road_map=_outlook(aspect, [tip for tip in all_ if tip.id in mine]),
    )


def _to_next_level(aspect: AspectPart) -> Sequence[TipEntry]:
    """As `tips.outlook.to_next_level`: the fewest steps that raise the level, or all of them."""
    steps = [tip for tip in aspect.tips if tip.step]
    for count in range(1, len(steps)):
        level = _scored(aspect, _taken(aspect, steps[:count])).level
        if level is not None and aspect.standing.level is not None and level > aspect.standing.level:
            return steps[:count]
    return steps


def _outlook(aspect: AspectPart, steps: Sequence[TipEntry]) -> Outlook | None:
    after = _scored(aspect, _taken(aspect, steps))
    return _made(steps, aspect.standing.score, aspect.standing.level, after.score, after.level)


def _overall(report: Report, steps: Sequence[TipEntry]) -> Outlook | None:
    after = {aspect.id: _scored(aspect, _taken(aspect, steps)).score for aspect in report.aspects}
    areas = (
        scoring.mean(after[aspect.id] for aspect in report.aspects if aspect.area == area.id) for area in report.areas
    )
    score = scoring.mean(areas)
    level = None if score is None else scoring.level_of(score)
    return _made(steps, report.overall.score, report.overall.level, score, level)


def _made(
    steps: Sequence[TipEntry], score: float | None, level: int | None, after: float | None, level_after: int | None
) -> Outlook | None:
    """None where there is no level, or no step to take."""
    ids = tuple(tip.id for tip in steps if tip.step)
    if not ids or score is None or level is None or after is None or level_after is None:
        return None
    return Outlook(ids, score, level, after, level_after)


def _taken(aspect: AspectPart, steps: Sequence[TipEntry]) -> Taken:
    """The level of each question once the steps are taken. A step that lies behind the company changes nothing."""
    levels = {line.question: line.level for line in aspect.answers}
    taken: dict[str, int] = {}
    for tip in steps:
        if tip.step and tip.question in levels:
            taken[tip.question] = max(tip.step + 1, levels[tip.question] or 0, taken.get(tip.question, 0))
    return taken


def _scored(aspect: AspectPart, taken: Taken) -> AspectScore:
    return scoring.of_lines(aspect.id, tuple(_line(line, taken.get(line.question)) for line in aspect.answers))


def _line(line: AnswerLine, level: int | None) -> Line:
    if level is None:
        return Line(line.question, State(line.state), line.points, line.weight, line.key)
    return Line(line.question, State.ANSWERED, POINTS[level - 1], line.weight, line.key)
