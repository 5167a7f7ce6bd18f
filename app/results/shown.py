"""What the result page shows of a report besides the report itself: charts, first steps and names."""

from __future__ import annotations

from functools import partial
from typing import Any

from questionnaire.model import Text
from reports import charts, language, summary
from reports.model import Report


def shown(report: Report, locale: str) -> dict[str, Any]:
    """Values for the template, in the language of the page."""
    return {
        "created": language.day(report.created, locale),
        "overall_score": _figure(report.overall.score, locale),
        "scores": {aspect.id: _figure(aspect.standing.score, locale) for aspect in report.aspects},
        "names": {area.id: area.name for area in report.areas} | {part.id: part.name for part in report.aspects},
        "radar": charts.radar(report, locale),
        "bars": charts.bars(report, locale),
        "figure": partial(language.figure, locale=locale),
        "first_steps": summary.first_steps(report),
        "road_map": summary.road_map(report),
        "score_after": _figure(report.after_road_map.score_after, locale) if report.after_road_map else None,
        "risen": summary.risen(report),
        "raising": summary.raising,
        "next_level_at": summary.next_level_at,
        "tips": summary.tips(report),
        "left_out": _listed([area.name for area in report.areas if area.id in report.left_out], locale),
    }


def _figure(score: float | None, locale: str) -> str | None:
    return None if score is None else language.figure(score, locale)


def _listed(names: list[Text], locale: str) -> str:
    return ", ".join(name[locale] for name in names)
