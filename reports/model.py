"""The report as one frozen object. Web page, PDF and mail are drawn from it, so they cannot disagree.

A `Report` holds plain values and `Text` pairs only. `to_json` and `from_json` are lossless; `schema` says
which shape a stored report has.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import cattrs

from questionnaire.model import Text
from reports.signed import Reviewed

SCHEMA = 5
# What an older schema did not have, a report of it reads without: outlooks (1), typed words (2), a verdict (3), what
# a consultant put to it (4).
READABLE = (1, 2, 3, 4, 5)


class Origin(StrEnum):
    """Where a tip comes from: chosen by the check, put in by a consultant from the bank, or of their own."""

    CHECK = "check"
    BANK = "bank"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the profile: what was asked in the intake and what was said."""

    question: str
    label: Text
    value: Text


@dataclass(frozen=True, slots=True)
class Profile:
    """Whose report this is. `company` and `hope` are in the respondent's own words."""

    company: str | None
    hope: str | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A score (0 to 100) with its level, or neither where too little is known."""

    score: float | None
    level: int | None
    level_name: Text | None


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One scored question: what was answered and what it counted for. `state` is a `scoring.State` value.

    `asked` is in the words for this respondent; `typed` is what they typed themselves beside a choice.
    """

    question: str
    topic: Text
    asked: Text
    answer: Text
    state: str
    points: int | None
    level: int | None
    weight: float
    key: bool
    typed: str = ""


@dataclass(frozen=True, slots=True)
class TipEntry:
    """A chosen tip as it stood when the report was made. `sources` are numbers in the report's list.

    `kind` is a `tips.model.Kind` value; only a step has a `step`. `gain` is in points of the aspect's score,
    `overall_gain` in points of the overall score. A tip of a consultant's own is about no question, and of its texts
    all but the title may be empty.
    """

    id: str
    revision: int
    question: str
    step: int | None
    title: Text
    why: Text
    how: tuple[Text, ...]
    example: Text
    effort: str
    effect: Text
    who: Text
    kpi: Text
    because: Text
    holds: bool
    gain: float
    sources: tuple[int, ...]
    kind: str = "step"
    overall_gain: float = 0.0
    origin: Origin = Origin.CHECK
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a score and its level become when steps are taken: the tips in `steps`, in that order."""

    steps: tuple[str, ...]
    score: float
    level: int
    score_after: float
    level_after: int

    @property
    def rises(self) -> bool:
        return self.level_after > self.level


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question that the respondent could not answer; `first` is the first thing to do to find out, with `who`."""

    question: str
    aspect: str
    topic: Text
    first: Text
    who: Text


@dataclass(frozen=True, slots=True)
class AspectPart:
    """One aspect: `answered` of `applicable` questions; `held_by` are the key questions that hold its level.

    `note` is what a consultant wrote about it, by paragraph.
    """

    id: str
    area: str
    name: Text
    asks: Text
    standing: Standing
    description: Text | None
    certainty: float
    certainty_word: str
    answered: int
    applicable: int
    held_by: tuple[str, ...]
    band_level: int | None
    answers: tuple[AnswerLine, ...]
    tips: tuple[TipEntry, ...]
    outlook: Outlook | None = None
    after_first: Outlook | None = None
    after_road_map: Outlook | None = None
    note: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaPart:
    """One area; `left_out` are the aspects without a level, which its mean leaves out."""

    id: str
    name: Text
    standing: Standing
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoadStep:
    """One tip on the road map; `horizon` is now, next or later."""

    tip: str
    aspect: str
    title: Text
    effort: str
    effect: Text
    horizon: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    number: int
    citation: Text


@dataclass(frozen=True, slots=True)
class LevelLine:
    number: int
    name: Text
    description: Text


@dataclass(frozen=True, slots=True)
class Report:
    """`created` is an ISO 8601 moment; `mode` is quick or full; `left_out` are areas without a level.

    `verdict` is the whole in one paragraph. `after_first` is the overall score once the first five steps of the road
    map are taken, `after_road_map` once all are; each aspect has its own.
    """

    created: str
    mode: str
    questionnaire_version: str
    scoring_version: int
    edition: str
    profile: Profile
    overall: Standing
    left_out: tuple[str, ...]
    areas: tuple[AreaPart, ...]
    aspects: tuple[AspectPart, ...]
    road_map: tuple[RoadStep, ...]
    sources: tuple[SourceLine, ...]
    levels: tuple[LevelLine, ...]
    verdict: Text | None = None
    unknown: tuple[Unknown, ...] = ()
    after_first: Outlook | None = None
    after_road_map: Outlook | None = None
    reviewed: Reviewed | None = None
    schema: int = SCHEMA


_converter = cattrs.Converter(forbid_extra_keys=True)


def to_json(report: Report) -> str:
    return json.dumps(_converter.unstructure(report), ensure_ascii=False, separators=(",", ":"))


def from_json(stored: str) -> Report:
    """Raises ValueError where the stored report has another shape than this program knows."""
    data: dict[str, Any] = json.loads(stored)
    if data.get("schema") not in READABLE:
        raise ValueError(f"report of schema {data.get('schema')!r}: this program reads {READABLE}")
    return _converter.structure(data, Report)
