"""The road map of a reviewed report; what is sound there stands in `reviewed`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reports.model import Report, RoadStep, TipEntry
from reports.summary import HORIZONS, tips


def road_map(report: Report, made: Report) -> tuple[RoadStep, ...]:
    """The steps of `report` that still stand with the tips of `made`, and those that are pinned there."""
    kept = tuple(_kept(report, tips(made)))
    leading = tuple(dict.fromkeys(_leading(made, kept)))
    horizon = {step.tip: step.horizon for step in kept} | dict.fromkeys(leading, HORIZONS[0])
    order = (*leading, *(step.tip for step in kept if step.tip not in leading))
    placed = sorted(order, key=lambda tip: HORIZONS.index(horizon[tip]))
    first = min((HORIZONS.index(horizon[tip]) for tip in placed), default=0)
    steps = _steps(made)
    return tuple(_step(*steps[tip], HORIZONS[HORIZONS.index(horizon[tip]) - first]) for tip in placed)


def _kept(report: Report, shown: Mapping[str, TipEntry]) -> Iterator[RoadStep]:
    """The steps whose tip is shown, and that wait for no step of their question that is not."""
    by_id = tips(report)
    gone: set[tuple[str, int]] = set()
    for step in report.road_map:
        tip = by_id[step.tip]
        waits = bool(tip.step) and (tip.question, (tip.step or 0) - 1) in gone
        if step.tip not in shown or waits:
            gone.add((tip.question, tip.step or 0))
        else:
            yield step


def _leading(made: Report, kept: Sequence[RoadStep]) -> Iterator[str]:
    """The pinned tips, those on the road first, each after the earlier steps of its question."""
    by_id, place = tips(made), {step.tip: number for number, step in enumerate(kept)}
    pinned = [tip for tip in by_id.values() if tip.pinned]
    for tip in sorted(pinned, key=lambda each: place.get(each.id, len(place))):
        before = (by_id[step.tip] for step in kept)
        yield from (each.id for each in before if _is_before(each, tip))
        yield tip.id


def _is_before(one: TipEntry, other: TipEntry) -> bool:
    return one.question == other.question and (one.step or 0) < (other.step or 0) and one.step is not None


def _steps(made: Report) -> Mapping[str, tuple[str, TipEntry]]:
    return {tip.id: (aspect.id, tip) for aspect in made.aspects for tip in aspect.tips}


def _step(aspect: str, tip: TipEntry, horizon: str) -> RoadStep:
    return RoadStep(tip.id, aspect, tip.title, tip.effort, tip.effect, horizon)
