"""A report as one HTML document, made for paper. `pdf.render` turns it into bytes.

The templates draw what the report holds and work nothing out; what must be looked up is prepared here.
"""

from __future__ import annotations

from functools import partial

from reports import charts, summary
from reports.brand import PLAIN, Brand
from reports.model import AreaPart, AspectPart, Report, TipEntry
from reports.templating import environment
from reports.tongue import tongue


def html(report: Report, locale: str, brand: Brand = PLAIN) -> str:
    """The whole document in one language. Raises KeyError for a language we do not write."""
    return (
        environment(locale, brand)
        .get_template("report/report.html")
        .render(
            report=report,
            tongue=partial(tongue, locale),
            **_pictures(report, locale, brand),
            **_findings(report),
            **_lookups(report),
        )
    )


def tip(report: Report, entry: TipEntry, locale: str) -> str:
    """One tip of a report as it stands in the document, for who writes it."""
    template = environment(locale).get_template("report/tip.html")
    anchor = {entry.id: "tip-1"}
    return template.render(report=report, tongue=partial(tongue, locale), tip=entry, number=1, anchor=anchor)


def _pictures(report: Report, locale: str, brand: Brand) -> dict[str, object]:
    return {
        "radar": charts.radar(report, locale, brand),
        "bars": charts.bars(report, locale, brand),
        "rise": charts.rise(report, locale, brand),
        "ladders": {aspect.id: charts.ladder(report, aspect, locale, brand) for aspect in report.aspects},
        "cover_ladder": charts.cover(report, locale, brand),
    }


def _findings(report: Report) -> dict[str, object]:
    return {
        "verdict": summary.verdict(report),
        "counted": partial(summary.counted, report),
        "strong": summary.strong(report),
        "lagging": summary.lagging(report),
        "holding": summary.holding,
        "worked": summary.worked(report),
        "road_map": summary.road_map(report),
        "first_steps": summary.first_steps(report),
        "nearest": summary.nearest(report),
        "first_count": len(report.road_map[: summary.FIRST_TAKEN]),
        "all_steps": len(report.road_map) > summary.FIRST_TAKEN,
        "raising": summary.raising,
        "next_level_at": summary.next_level_at,
    }


def _lookups(report: Report) -> dict[str, object]:
    areas = {area.id: area for area in report.areas}
    aspects = {aspect.id: aspect for aspect in report.aspects}

    def areas_of(ids: tuple[str, ...]) -> tuple[AreaPart, ...]:
        return tuple(areas[area] for area in ids)

    def aspects_of(ids: tuple[str, ...]) -> tuple[AspectPart, ...]:
        return tuple(aspects[aspect] for aspect in ids)

    return {
        "area_by_id": areas,
        "aspect_by_id": aspects,
        "areas_of": areas_of,
        "aspects_of": aspects_of,
        "place": {aspect: number for number, aspect in enumerate(aspects, start=1)},
        "level_line": {level.number: level for level in report.levels},
        "level_name": {level.number: level.name for level in report.levels},
        "tip_by_id": summary.tips(report),
        "anchor": {tip: f"tip-{number}" for number, tip in enumerate(summary.tips(report), start=1)},
    }
