"""Why a tip was chosen, as data: which answers led to it, and what moved it up or back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """The first four say what a tip is for; the others what moved it."""

    STEP = "step"
    NEXT_STEP = "next_step"
    FIND_OUT = "find_out"
    NOT_ASKED = "not_asked"
    HOLDS = "holds"
    OPENS = "opens"
    AFTER = "after"
    HOPE = "hope"
    INTAKE = "intake"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Reason:
    """`questions` are those whose answers the reason rests on: with other answers there, it may not hold.

    `topic` and `words` are only there for HOPE and INTAKE: what it is about, and the words that told so.
    """

    why: Why
    questions: tuple[str, ...]
    topic: str | None = None
    words: tuple[str, ...] = ()
