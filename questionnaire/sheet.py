"""The score of one aspect as a sheet to be filled in by hand, and what the bot says of the level that it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaire import route
from questionnaire.model import Aspect, Questionnaire, Text
from questionnaire.scoring import BANDS

HIGHEST = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A scene that counts; a key question holds the level of its aspect."""

    scene: int
    topic: Text
    weight: float
    key: bool


@dataclass(frozen=True, slots=True)
class Band:
    """The means from `low` up to `high` give this level; `says` is what the bot tells of it."""

    low: int
    high: int
    number: int
    name: Text
    says: Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """`implied` is, by route, how much of the aspect counts as level 1 for who does not take it, asked or not.

    `held` is said of a level that a key question holds, in place of the band's own words, `nothing_runs` of one that
    rests on what was implied (`nothing_again` the second time), and `unknown` of fewer than two answers.
    """

    rows: tuple[Row, ...]
    bands: tuple[Band, ...]
    implied: Mapping[str, float]
    held: Text
    nothing_runs: Text
    nothing_again: Text
    unknown: Text


def of(questionnaire: Questionnaire, aspect: Aspect, number: Mapping[str, int]) -> Sheet:
    """The sheet for the scenes that have a number."""
    says = {name: questionnaire.messages[name].format(aspect=aspect.name) for name in _LEVELS}
    asked = [question for question in aspect.questions if question.id in number]
    return Sheet(
        tuple(Row(number[q.id], q.topic, q.weight, q.quick) for q in asked),
        tuple(_band(questionnaire, aspect, says["level_reached"], place) for place in range(len(BANDS) + 1)),
        {id_: _weight(aspect, id_) for id_ in questionnaire.routes if _implies(questionnaire, id_)},
        *(says[name] for name in _LEVELS[1:]),
    )


_LEVELS = ("level_reached", "level_held", "level_implied", "level_implied_again", "level_unknown")


def _band(questionnaire: Questionnaire, aspect: Aspect, says: Text, place: int) -> Band:
    level = questionnaire.levels[place]
    told = says.format(level=level.number, name_of_level=level.name, description=aspect.levels[place])
    high = (*BANDS, HIGHEST)[place]
    return Band((0, *BANDS)[place], high, level.number, level.name, told)


def _implies(questionnaire: Questionnaire, id_: str) -> bool:
    return questionnaire.routes[id_].otherwise == route.IMPLIED


def _weight(aspect: Aspect, id_: str) -> float:
    """What the questions of an aspect that name this route weigh together."""
    return sum(question.weight for question in aspect.questions if id_ in question.routes)
