"""A review as a consultant works on it: what they want otherwise in one report. `reviewed` makes a report of it.

A `Review` refers to tips by id and holds what the report does not: tips that were put in, notes and a letter. It is
stored as JSON while it is worked on; `to_json` and `from_json` are lossless.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import cattrs

from questionnaire.model import Text
from reports.model import TipEntry

NAME_LENGTH = 80
LETTER_LENGTH = 4_000
NOTE_LENGTH = 1_500
MOST_ADDED = 40
"""So many tips can be put in by one review."""


@dataclass(frozen=True, slots=True)
class Added:
    """A tip that the consultant put in: their own, or one of the bank as it stood then, with what it cites."""

    tip: TipEntry
    citations: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class AspectReview:
    """What is otherwise in one aspect. `order` is of all its tips; one that is not in it comes after those that are."""

    aspect: str
    order: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    added: tuple[Added, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """`letter` and notes are plain text; an empty line makes a paragraph."""

    letter: str = ""
    aspects: tuple[AspectReview, ...] = ()

    def of(self, aspect: str) -> AspectReview:
        return next((part for part in self.aspects if part.aspect == aspect), AspectReview(aspect))

    def having(self, part: AspectReview) -> Review:
        """The same review with this part in the place of the one for its aspect."""
        others = tuple(each for each in self.aspects if each.aspect != part.aspect)
        return replace(self, aspects=(*others, part))

    @property
    def added(self) -> tuple[Added, ...]:
        return tuple(each for part in self.aspects for each in part.added)


_converter = cattrs.Converter(forbid_extra_keys=True)


def to_json(review: Review) -> str:
    return json.dumps(_converter.unstructure(review), ensure_ascii=False, separators=(",", ":"))


def from_json(stored: str) -> Review:
    return _converter.structure(json.loads(stored), Review)
