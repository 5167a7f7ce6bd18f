"""Which tips a respondent gets, in which order, and why.

First what holds an aspect back, then the largest gain for the least effort, moved up where other steps wait for it
and by the open question and the intake. One step a question, unless too few questions have a step left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from questionnaire import route
from questionnaire.answers import Answers
from questionnaire.model import Questionnaire
from questionnaire.scoring import Result, State
from tips import road_map
from tips.bank import Bank
from tips.candidates import Candidate, candidates, further, levels_of
from tips.model import Kind
from tips.reasons import Why

LEAST = {"quick": 2, "full": 4}
MOST = {"quick": 3, "full": 6}
ROAD_MAP = {"quick": (2, 2, 1), "full": (3, 4, 3)}


@dataclass(frozen=True, slots=True)
class Selection:
    """Tips by aspect in order of use, and the road map: (horizon, tip) pairs in order."""

    by_aspect: dict[str, tuple[Candidate, ...]]
    road_map: tuple[tuple[str, Candidate], ...]


def select(bank: Bank, questionnaire: Questionnaire, answers: Answers, result: Result) -> Selection:
    """Choose tips for these answers. The same input gives the same output."""
    mode, levels = route.mode(answers), levels_of(result)
    pool = candidates(bank, questionnaire, answers, result, _shares(questionnaire, result))

    def next_steps(chosen: Sequence[Candidate]) -> list[Candidate]:
        steps = [each for first in chosen if first.led is Why.STEP for each in further(bank, answers, first, levels)]
        return sorted(steps, key=lambda each: each.rank[:3])

    by_aspect = {aspect: _chosen(found, mode, next_steps) for aspect, found in pool.items()}
    return Selection(by_aspect, road_map.plan(by_aspect, result, ROAD_MAP[mode]))


def _shares(questionnaire: Questionnaire, result: Result) -> dict[str, float]:
    """How many points the overall score gains for one point of an aspect."""
    known = [area for area in result.areas if area.score is not None]
    shares = {}
    for area, scored in zip(questionnaire.areas, result.areas, strict=True):
        levelled = len(area.aspects) - len(scored.left_out)
        for aspect in area.aspects:
            counts = levelled and aspect.id not in scored.left_out
            shares[aspect.id] = 1 / levelled / len(known) if counts else 0.0
    return shares


def _chosen(
    found: Sequence[Candidate], mode: str, next_steps: Callable[[Sequence[Candidate]], list[Candidate]]
) -> tuple[Candidate, ...]:
    """Steps first; a third of the places is for what is to be found out, or in a quick scan for what was not asked.

    Of what was implied because nothing is running yet, no more steps are given than it takes.
    """
    ranked = sorted(found, key=lambda each: each.rank)
    most, least = MOST[mode], LEAST[mode]
    steps = _few_implied((each for each in ranked if each.led is Why.STEP), least)
    unknown = [each for each in ranked if each.tip.kind is Kind.FIND_OUT]
    not_asked = [each for each in ranked if each.tip.kind is Kind.GENERAL]
    spoken_for = sum(each.holds or each.has(Why.HOPE) for each in steps[:most])
    keep = min(most // 3, most - spoken_for)
    asides = unknown[:keep] or (not_asked[:keep] if mode == "quick" else [])
    last = [each for each in (*unknown, *not_asked) if each.tip.id not in {aside.tip.id for aside in asides}]
    room = most - len(asides)
    chosen = [*steps[:room], *asides, *steps[room:], *last][:most]
    if len(chosen) < least:
        chosen += next_steps(chosen)[: least - len(chosen)]
    return tuple(sorted(chosen, key=lambda each: each.rank))


def _few_implied(steps: Iterable[Candidate], most: int) -> list[Candidate]:
    kept: list[Candidate] = []
    implied = 0
    for each in steps:
        implied += each.line.state is State.IMPLIED
        if each.line.state is not State.IMPLIED or implied <= most:
            kept.append(each)
    return kept
