"""What a measurement found, as a short table: the figure, what it stands beside, the ratio and the aim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

MILLISECONDS, SECONDS, MEGABYTES, A_SECOND, MICROSECONDS, PERCENT = "ms", "s", "MB", "/s", "µs", "%"


@dataclass(frozen=True, slots=True)
class Figure:
    """`most` or `least` is the aim: of the ratio where the figure stands beside another, else of the figure itself.

    `alone` makes it of the figure itself also where another stands beside it.
    """

    what: str
    value: float
    unit: str = ""
    beside: float | None = None
    most: float | None = None
    least: float | None = None
    alone: bool = False

    @property
    def ratio(self) -> float | None:
        return self.value / self.beside if self.beside else None

    @property
    def aim(self) -> str:
        if self.most is not None:
            return f"≤ {self.most:g}"
        return "" if self.least is None else f"≥ {self.least:g}"

    @property
    def verdict(self) -> str:
        judged = self.value if self.alone or self.ratio is None else self.ratio
        if self.most is None and self.least is None:
            return ""
        reached = (self.most is None or judged <= self.most) and (self.least is None or judged >= self.least)
        return "reached" if reached else "missed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of one measurement, and what the two columns are."""

    title: str
    here: str
    there: str
    figures: Sequence[Figure]

    def __str__(self) -> str:
        rows = [("", self.here, self.there, "ratio", "aim", "")] + [_row(figure) for figure in self.figures]
        return f"{self.title}\n" + "\n".join(_lines(rows)) + "\n"


def percentile(numbers: Iterable[float], share: int) -> float:
    """The least number that `share` percent of the numbers do not exceed."""
    ordered = sorted(numbers)
    return ordered[max(ceil(len(ordered) * share / 100) - 1, 0)]


def _row(figure: Figure) -> tuple[str, ...]:
    beside = "" if figure.beside is None else _number(figure.beside, figure.unit)
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    return (figure.what, _number(figure.value, figure.unit), beside, ratio, figure.aim, figure.verdict)


def _number(value: float, unit: str) -> str:
    digits = 0 if not unit or value >= 100 else 2 if value < 10 else 1
    return f"{value:.{digits}f} {unit}".strip()


def _lines(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  " + _line(row, widths) for row in rows]


def _line(row: tuple[str, ...], widths: Sequence[int]) -> str:
    cells = (cell.rjust(width + 3) for cell, width in zip(row[1:], widths[1:], strict=True))
    return (row[0].ljust(widths[0]) + "".join(cells)).rstrip()
