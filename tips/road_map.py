"""What to do now, next and later: the tips most worth doing, none before what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from questionnaire.scoring import Result
from tips.candidates import Candidate, Levels, levels_of, unmet
from tips.reasons import Why

HORIZONS = ("now", "next", "later")
RoadMap = tuple[tuple[str, Candidate], ...]


def plan(by_aspect: Mapping[str, tuple[Candidate, ...]], result: Result, places: Iterable[int]) -> RoadMap:
    """(horizon, tip) pairs in order. A tip comes in a later horizon than the steps it waits for, or not at all."""
    levels = levels_of(result)
    left = _in_order(by_aspect, result)
    planned: list[tuple[str, Candidate]] = []
    for horizon, count in zip(HORIZONS, places, strict=True):
        ready = [each for each in left if _ready(each, levels)][:count]
        planned += [(horizon, each) for each in ready]
        left = [each for each in left if each not in ready]
        levels |= {each.tip.question: each.reaches for each in ready if each.reaches}
    return tuple(planned)


def _in_order(by_aspect: Mapping[str, tuple[Candidate, ...]], result: Result) -> list[Candidate]:
    """Equal worth goes round the aspects, the one furthest behind first."""
    behind = {score.aspect: score.score if score.score is not None else 0.0 for score in result.aspects}
    ranked = [
        ((not each.holds, -each.worth * each.share, place, behind[aspect]), each)
        for aspect, chosen in by_aspect.items()
        for place, each in enumerate(chosen)
    ]
    return [each for _, each in sorted(ranked, key=lambda pair: pair[0])]


def _ready(each: Candidate, levels: Levels) -> bool:
    if unmet(each.tip, levels):
        return False
    return each.led is not Why.NEXT_STEP or levels.get(each.tip.question) == each.tip.step
