"""Scores as SVG for the web page and the PDF: a radar of the aspects, and bars by area.

Pictures hold no script and no style attribute: colours are presentation attributes, and every part has a class
by which styles/charts.css gives it the dark scheme. Hue is never alone: shapes, figures and names say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from jinja2 import Template
from markupsafe import Markup

from reports import lettering, summary
from reports.model import AspectPart, Report, Standing
from reports.templating import environment

Point = tuple[float, float]

RADAR_WIDTH = 860.0
RADIUS = 200.0
LABEL_GAP = 24.0
SIDE_ROOM = 226.0
TOP_ROOM = 420.0
NAME_SIZE = 21.0
LINE = 25.0
LEGEND_HEIGHT = 92.0
FIGURE_LINES = 2

BARS_WIDTH = 860.0
BAR_NAME_ROOM = 470.0
BAR_HEIGHT = 16.0
BAR_GAP = 22.0
AREA_HEIGHT = 46.0


@dataclass(frozen=True, slots=True)
class Spoke:
    """One aspect of the radar: where its axis ends, where its value lies and where its label starts."""

    aspect: AspectPart
    end: Point
    value: Point | None
    label: Point
    anchor: str
    name: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `filled` are the widths (0 to 1) of its five steps; `y` is the top of its first line of text."""

    name: tuple[str, ...]
    standing: Standing
    y: float
    track: float
    filled: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class BarGroup:
    area: str
    name: str
    standing: Standing
    y: float
    bars: tuple[Bar, ...]


def radar(report: Report, locale: str) -> Markup:
    """The radar as an `<svg>` element, 860 units wide. An aspect without a level is a gap with a label."""
    top = _top_height(report, locale)
    centre = (RADAR_WIDTH / 2, top + RADIUS + LABEL_GAP)
    spokes = tuple(_spoke(report, place, centre, locale) for place in range(len(report.aspects)))
    foot = centre[1] + RADIUS + LABEL_GAP + max(_label_height(spoke) for spoke in spokes)
    return _draw(
        locale,
        "radar",
        report=report,
        spokes=spokes,
        centre=centre,
        rings=[_ring(report, centre, score) for score in (20, 40, 60, 80, 100)],
        runs=_runs(spokes),
        width=RADAR_WIDTH,
        height=foot + LEGEND_HEIGHT,
        legend=foot + 30,
        line=LINE,
        radius=RADIUS,
        verdict=summary.verdict(report),
    )


def bars(report: Report, locale: str) -> Markup:
    """The aspects as bars of five steps, by area with the area's mean, as an `<svg>` element, 860 units wide."""
    groups: list[BarGroup] = []
    y = 0.0
    for area in report.areas:
        rows: list[Bar] = []
        below = y + AREA_HEIGHT
        for aspect in (aspect for aspect in report.aspects if aspect.area == area.id):
            rows.append(_bar(aspect, below, locale))
            below = rows[-1].track + BAR_HEIGHT + BAR_GAP
        groups.append(BarGroup(area.id, area.name[locale], area.standing, y, tuple(rows)))
        y = below + BAR_GAP / 2
    return _draw(locale, "bars", report=report, groups=groups, width=BARS_WIDTH, height=y, bar_height=BAR_HEIGHT, line=LINE)


def _draw(locale: str, name: str, **values: object) -> Markup:
    template: Template = environment(locale).get_template(f"report/charts/{name}.svg")
    return Markup(template.render(values))  # noqa: S704 - autoescaped by the template


def _direction(place: int, count: int) -> Point:
    angle = 2 * pi * place / count - pi / 2
    return round(cos(angle), 6), round(sin(angle), 6)


def _along(centre: Point, direction: Point, distance: float) -> Point:
    return round(centre[0] + direction[0] * distance, 1), round(centre[1] + direction[1] * distance, 1)


def _name(aspect: AspectPart, direction: Point, locale: str) -> tuple[str, ...]:
    room = TOP_ROOM if direction[0] == 0 else SIDE_ROOM
    return lettering.lines(aspect.name[locale], room, NAME_SIZE)


def _top_height(report: Report, locale: str) -> float:
    first = _name(report.aspects[0], (0.0, -1.0), locale)
    return (len(first) + FIGURE_LINES) * LINE + LABEL_GAP / 2


def _label_height(spoke: Spoke) -> float:
    return (len(spoke.name) + FIGURE_LINES) * LINE if spoke.anchor == "middle" else LINE


def _spoke(report: Report, place: int, centre: Point, locale: str) -> Spoke:
    aspect = report.aspects[place]
    direction = _direction(place, len(report.aspects))
    name = _name(aspect, direction, locale)
    score = aspect.standing.score
    x, y = _along(centre, direction, RADIUS + LABEL_GAP)
    height = (len(name) + FIGURE_LINES) * LINE
    start = y - height / 2 * (1 - direction[1]) + LINE * 0.75
    return Spoke(
        aspect=aspect,
        end=_along(centre, direction, RADIUS),
        value=None if score is None else _along(centre, direction, RADIUS * score / 100),
        label=(x, round(start, 1)),
        anchor="middle" if direction[0] == 0 else "start" if direction[0] > 0 else "end",
        name=name,
    )


def _ring(report: Report, centre: Point, score: float) -> tuple[Point, ...]:
    count = len(report.aspects)
    return tuple(_along(centre, _direction(place, count), RADIUS * score / 100) for place in range(count))


def _runs(spokes: tuple[Spoke, ...]) -> tuple[tuple[Point, ...], ...]:
    """The known values in stretches of neighbours, so that no line crosses a gap; one stretch if nothing is missing."""
    values = [spoke.value for spoke in spokes]
    if None not in values:
        return (tuple(value for value in values if value is not None),)
    gap = values.index(None)
    runs: list[list[Point]] = [[]]
    for value in values[gap:] + values[:gap]:
        if value is None:
            runs.append([])
        else:
            runs[-1].append(value)
    return tuple(tuple(run) for run in runs if run)


def _bar(aspect: AspectPart, y: float, locale: str) -> Bar:
    name = lettering.lines(aspect.name[locale], BAR_NAME_ROOM, NAME_SIZE)
    score = aspect.standing.score
    filled = () if score is None else tuple(max(0.0, min(1.0, (score - start) / 20)) for start in (0, 20, 40, 60, 80))
    return Bar(name, aspect.standing, y, y + len(name) * LINE + 4, filled)
