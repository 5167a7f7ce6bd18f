"""What has become of the advice: which tips are planned or done, and how far along the road map that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reports.model import Report


class TickState(StrEnum):
    PLANNED = "planned"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Tick:
    """`day` is when the step was done, or is to be done where that was said."""

    state: TickState
    day: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Steps of the road map that are done and planned, of how many."""

    done: int
    planned: int
    total: int


def progress(report: Report, ticks: Mapping[str, Tick]) -> Progress:
    """How far along the road map this is. `ticks` are by tip id; tips that are not on the road do not count."""
    states = [ticks[step.tip].state for step in report.road_map if step.tip in ticks]
    return Progress(states.count(TickState.DONE), states.count(TickState.PLANNED), len(report.road_map))
