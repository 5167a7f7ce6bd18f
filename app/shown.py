"""What a page shows of a report besides the report itself: charts, first steps, names and what was ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from questionnaire.model import Text
from questionnaire.scoring import State
from reports import charts, language, summary
from reports.model import AspectPart, Report
from reports.plan import Tick, progress
from reports.tongue import tongue


def shown(report: Report, ticks: Mapping[str, Tick], locale: str) -> dict[str, Any]:
    """Values for the template, in the language of the page."""
    # An area and an aspect may share an id.
    areas = {area.id: area.name for area in report.areas}
    names = {aspect.id: aspect.name for aspect in report.aspects}
    return {
        "created": language.day(report.created, locale),
        "overall_score": _figure(report.overall.score, locale),
        "counted": partial(summary.counted, report),
        "scores": {aspect.id: _figure(aspect.standing.score, locale) for aspect in report.aspects},
        "means": {area.id: _figure(area.standing.score, locale) for area in report.areas},
        "implied": {aspect.id: _implied(aspect) for aspect in report.aspects},
        "unfolded": unfolded(report),
        "names": names,
        "unknown_areas": _listed(areas, report.left_out, locale),
        "unknown_of": {area.id: _listed(names, area.left_out, locale) for area in report.areas},
        "radar": charts.radar(report, locale),
        "figure": partial(language.figure, locale=locale),
        "number": partial(language.number, locale=locale),
        "first_steps": summary.first_steps(report),
        "road_map": summary.road_map(report),
        "strong": summary.strong(report),
        "lagging": summary.lagging(report),
        "rise": charts.rise(report, locale),
        "first_count": min(len(report.road_map), summary.FIRST_TAKEN),
        "all_steps": len(report.road_map) > summary.FIRST_TAKEN,
        "worked": summary.worked(report),
        "raising": summary.raising,
        "next_level_at": summary.next_level_at,
        "tips": summary.tips(report),
        "ticks": ticks,
        "progress": progress(report, ticks),
        "tongue": partial(tongue, locale),
        "reviewed_on": report.reviewed and language.day(report.reviewed.signature.at, locale),
        "aspect_names": partial(_listed, names, locale=locale),
    }


def unfolded(report: Report) -> str:
    """The aspect that is open at first: the lowest on level, then on score, or the first where nothing is known."""
    known = [aspect for aspect in report.aspects if aspect.standing.level is not None]
    weakest = min(known, key=lambda aspect: (aspect.standing.level, aspect.standing.score), default=report.aspects[0])
    return weakest.id


def _implied(aspect: AspectPart) -> int:
    """How many answers follow from another one."""
    return sum(line.state == State.IMPLIED for line in aspect.answers)


def _figure(score: float | None, locale: str) -> str | None:
    return None if score is None else language.figure(score, locale)


def _listed(names: Mapping[str, Text], ids: Sequence[str], locale: str) -> str:
    return ", ".join(names[id_][locale] for id_ in ids)
