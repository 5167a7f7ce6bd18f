"""Scores as SVG for the web page and the PDF: a radar, bars by area, before and after, and the ladder of five steps.

Pictures hold no script and no style attribute: colours are presentation attributes, and every part has a class
by which styles/charts.css gives it the dark scheme. Hue is never alone: shapes, figures and names say the same.
"""

from __future__ import annotations

from markupsafe import Markup

from reports import geometry, lettering, summary
from reports.brand import PLAIN, Brand
from reports.model import AspectPart, Report
from reports.templating import environment

SCORES = (100, 80, 60, 40, 20)
LEGEND_GAP = 34.0
STEP_WIDTH = 100.0
COVER_NAME_ROOM = 374.0
COVER_NAME_SIZE = 38.0


def radar(report: Report, locale: str, brand: Brand = PLAIN) -> Markup:
    """The radar as an `<svg>` element, 860 units wide. An aspect without a level is a gap with a label."""
    centre, spokes = geometry.spokes(report, locale)
    lowest = max(spoke.height if spoke.anchor == "middle" else 0.0 for spoke in spokes)
    foot = centre[1] + geometry.RADIUS + geometry.LABEL_GAP + lowest
    level_keys = geometry.keys((level.name[locale] for level in report.levels), 0.0)
    area_keys = geometry.keys((area.name[locale] for area in report.areas), level_keys[-1].y + geometry.KEY_LINE)
    return _draw(
        locale,
        brand,
        "radar",
        report=report,
        verdict=summary.verdict(report),
        centre=centre,
        spokes=spokes,
        rings=[geometry.ring(report, centre, score) for score in SCORES],
        runs=geometry.runs(tuple(spoke.value for spoke in spokes)),
        width=geometry.WIDTH,
        height=foot + LEGEND_GAP + area_keys[-1].y + geometry.KEY_LINE / 2,
        legend=foot + LEGEND_GAP,
        level_keys=level_keys,
        area_keys=area_keys,
        line=geometry.LINE,
        radius=geometry.RADIUS,
    )


def bars(report: Report, locale: str, brand: Brand = PLAIN) -> Markup:
    """The aspects as bars of five steps, by area with the area's mean, as an `<svg>` element, 860 units wide."""
    height, groups = geometry.bar_groups(report, locale)
    return _draw(
        locale,
        brand,
        "bars",
        groups=groups,
        width=geometry.WIDTH,
        height=height,
        bar_height=geometry.BAR_HEIGHT,
        line=geometry.LINE,
    )


def rise(report: Report, locale: str, brand: Brand = PLAIN) -> Markup:
    """Each aspect's score now and after the first steps of the road map, as an `<svg>` element, 860 units wide."""
    height, rows = geometry.rises(report, locale)
    return _draw(
        locale,
        brand,
        "rise",
        report=report,
        rows=rows,
        left=geometry.RISE_LEFT,
        head=geometry.RISE_HEAD,
        width=geometry.WIDTH,
        height=height,
        line=geometry.LINE,
    )


def ladder(report: Report, aspect: AspectPart, locale: str, brand: Brand = PLAIN) -> Markup:
    """The five steps with the aspect's own step marked, as an `<svg>` element, 500 units wide."""
    return _draw(locale, brand, "ladder", report=report, aspect=aspect, step_width=STEP_WIDTH)


def cover(report: Report, locale: str, brand: Brand = PLAIN) -> Markup:
    """The overall level as a flight of steps for a dark page, 2100 by 1500 units."""
    names = [lettering.lines(level.name[locale], COVER_NAME_ROOM, COVER_NAME_SIZE) for level in report.levels]
    return _draw(locale, brand, "cover", report=report, names=names, name_size=COVER_NAME_SIZE)


def _draw(locale: str, brand: Brand, name: str, **values: object) -> Markup:
    svg = environment(locale, brand).get_template(f"report/charts/{name}.svg").render(values)
    return Markup(svg)  # noqa: S704 - the template has escaped every value
