"""A tip: what somebody who stands on one level of one question can do on Monday to reach the next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from questionnaire.model import Condition, Text


class Effort(StrEnum):
    """How long the step takes a company that starts now, least first."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Kind(StrEnum):
    """What a tip is for: a step up, an answer that was not known, or a question that was not answered."""

    STEP = "step"
    FIND_OUT = "find-out"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Need:
    """What must stand first: this question on this level (2 to 5) or higher."""

    question: str
    level: int


@dataclass(frozen=True, slots=True)
class Tip:
    """`step` is the level (1 to 4) that the reader stands on, None for a tip that is no step up.

    `when` says for whom it holds, `needs` what it rests on.
    """

    id: str
    question: str
    step: int | None
    title: Text
    why: Text
    how: tuple[Text, ...]
    example: Text
    effort: Effort
    effect: Text
    who: Text
    kpi: Text
    kind: Kind = Kind.STEP
    sources: tuple[str, ...] = ()
    when: Condition = ()
    needs: tuple[Need, ...] = ()
    revision: int = 1
