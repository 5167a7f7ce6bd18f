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


@dataclass(frozen=True, slots=True)
class Tip:
    """`step` is the level (1 to 4) that the reader stands on; the tip brings the next one."""

    id: str
    question: str
    step: int
    title: Text
    why: Text
    how: tuple[Text, ...]
    example: Text
    effort: Effort
    effect: Text
    who: Text
    kpi: Text
    sources: tuple[str, ...] = ()
    when: Condition = ()
    revision: int = 1
