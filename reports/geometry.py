"""Where the parts of a chart lie, in SVG units with y downwards. No colours and no words of our own here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin

from reports import lettering
from reports.model import AspectPart, Report, Standing

Point = tuple[float, float]

WIDTH = 860.0
RADIUS = 200.0
LABEL_GAP = 24.0
SIDE_ROOM = 226.0
TOP_ROOM = 420.0
NAME_SIZE = 21.0
LINE = 25.0
FIGURE_LINES = 2

KEY_SIZE = 18.0
KEY_ROOM = 46.0
KEY_LINE = 36.0

RISE_LEFT = 290.0
RISE_HEAD = 52.0
RISE_ROW = 15.0

BAR_NAME_ROOM = 470.0
BAR_HEIGHT = 16.0
BAR_GAP = 20.0
AREA_HEIGHT = 44.0


@dataclass(frozen=True, slots=True)
class Spoke:
    """One aspect of the radar: where its axis ends, where its value lies and where its label starts."""

    aspect: AspectPart
    end: Point
    value: Point | None
    label: Point
    anchor: str
    name: tuple[str, ...]

    @property
    def height(self) -> float:
        return (len(self.name) + FIGURE_LINES) * LINE


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend; `y` is its middle."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `filled` are the shares (0 to 1) of its five steps; `y` and `track` the tops of text and bar."""

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


@dataclass(frozen=True, slots=True)
class Rise:
    """One row of the chart of before and after: `y` is its middle, the marks lie at `before` and `after`."""

    area: str
    name: tuple[str, ...]
    y: float
    top: float
    height: float
    before: float | None
    after: float | None


def rises(report: Report, locale: str) -> tuple[float, tuple[Rise, ...]]:
    """The height of the chart and a row for each aspect, with the score now and after the first steps."""
    rows: list[Rise] = []
    top = RISE_HEAD
    for aspect in report.aspects:
        name = lettering.lines(aspect.name[locale], RISE_LEFT - 20, NAME_SIZE)
        height = len(name) * LINE + RISE_ROW
        look = aspect.after_first or (None if report.after_first else aspect.after_road_map)
        before = aspect.standing.score
        after = look.score_after if look else before
        rows.append(Rise(aspect.area, name, top + height / 2, top, height, _across(before), _across(after)))
        top += height
    return top + 4, tuple(rows)


def _across(score: float | None) -> float | None:
    return None if score is None else round(RISE_LEFT + (WIDTH - RISE_LEFT) * score / 100, 1)


def spokes(report: Report, locale: str) -> tuple[Point, tuple[Spoke, ...]]:
    """The centre of the radar and its spokes, clockwise from the top."""
    first = lettering.lines(report.aspects[0].name[locale], TOP_ROOM, NAME_SIZE)
    centre = (WIDTH / 2, (len(first) + FIGURE_LINES) * LINE + LABEL_GAP + RADIUS)
    count = len(report.aspects)
    return centre, tuple(
        _spoke(aspect, centre, _direction(place, count), locale) for place, aspect in enumerate(report.aspects)
    )


def ring(report: Report, centre: Point, score: float) -> tuple[Point, ...]:
    """The corners of the line on which every aspect would have this score."""
    count = len(report.aspects)
    return tuple(_along(centre, _direction(place, count), RADIUS * score / 100) for place in range(count))


def runs(values: tuple[Point | None, ...]) -> tuple[tuple[Point, ...], ...]:
    """The known values in stretches of neighbours, so that no line crosses a gap; one stretch if nothing is missing."""
    if None not in values:
        return (tuple(value for value in values if value is not None),)
    gap = values.index(None)
    found: list[list[Point]] = [[]]
    for value in values[gap:] + values[:gap]:
        if value is None:
            found.append([])
        else:
            found[-1].append(value)
    return tuple(tuple(run) for run in found if run)


def bar_groups(report: Report, locale: str) -> tuple[float, tuple[BarGroup, ...]]:
    """The height of the bar chart and its bars by area."""
    groups: list[BarGroup] = []
    top = 0.0
    for area in report.areas:
        rows: list[Bar] = []
        below = top + AREA_HEIGHT
        for aspect in (aspect for aspect in report.aspects if aspect.area == area.id):
            rows.append(_bar(aspect, below, locale))
            below = rows[-1].track + BAR_HEIGHT + BAR_GAP
        groups.append(BarGroup(area.id, area.name[locale], area.standing, top, tuple(rows)))
        top = below + BAR_GAP / 2
    return top - 1.5 * BAR_GAP, tuple(groups)


def keys(texts: Iterable[str], top: float) -> tuple[Key, ...]:
    """The entries of a legend from left to right, on a next line where one is full; `top` is the first line."""
    placed: list[Key] = []
    x, y = 0.0, top
    for text in texts:
        wide = lettering.width(text, KEY_SIZE) + KEY_ROOM
        if x and x + wide > WIDTH:
            x, y = 0.0, y + KEY_LINE
        placed.append(Key(text, round(x, 1), y))
        x += wide
    return tuple(placed)


def _direction(place: int, count: int) -> Point:
    angle = 2 * pi * place / count - pi / 2
    return round(cos(angle), 6), round(sin(angle), 6)


def _along(centre: Point, direction: Point, distance: float) -> Point:
    return round(centre[0] + direction[0] * distance, 1), round(centre[1] + direction[1] * distance, 1)


def _spoke(aspect: AspectPart, centre: Point, direction: Point, locale: str) -> Spoke:
    upright = direction[0] == 0
    name = lettering.lines(aspect.name[locale], TOP_ROOM if upright else SIDE_ROOM, NAME_SIZE)
    score = aspect.standing.score
    x, y = _along(centre, direction, RADIUS + LABEL_GAP)
    height = (len(name) + FIGURE_LINES) * LINE
    above = (height - LINE * 0.5) if direction[1] < 0 else 0.0
    return Spoke(
        aspect=aspect,
        end=_along(centre, direction, RADIUS),
        value=None if score is None else _along(centre, direction, RADIUS * score / 100),
        label=(x, round(y + LINE * 0.75 - (above if upright else height / 2), 1)),
        anchor="middle" if upright else "start" if direction[0] > 0 else "end",
        name=name,
    )


def _bar(aspect: AspectPart, top: float, locale: str) -> Bar:
    name = lettering.lines(aspect.name[locale], BAR_NAME_ROOM, NAME_SIZE)
    score = aspect.standing.score
    filled = () if score is None else tuple(max(0.0, min(1.0, (score - low) / 20)) for low in (0, 20, 40, 60, 80))
    return Bar(name, aspect.standing, top, top + len(name) * LINE + 3, filled)
