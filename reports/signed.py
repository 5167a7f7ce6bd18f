"""What a consultant put to a report: who, when, a letter, and what differs from the report before it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new since the report before. Tips are by id, in the order of the report; `noted` and `moved` are aspects.

    `moved` holds the aspects whose tips came in another order, apart from what was added, left out or put first.
    """

    letter: bool = False
    noted: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        return self != Changes()


@dataclass(frozen=True, slots=True)
class Signature:
    """A consultant by name, the ISO 8601 moment of their review, and the language in which they wrote."""

    by: str
    at: str
    locale: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The consultant's part of a report; `letter` is by paragraph."""

    signature: Signature
    letter: tuple[str, ...] = ()
    changes: Changes = Changes()
