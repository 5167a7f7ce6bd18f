"""The maturity model as frozen data: what is asked, in which words, and what an answer is worth.

Everything here is made once by `questionnaire.loader` and never changed. Points are 0, 25, 50, 75 or
100 and stand for levels 1 to 5; questions of the intake and the closing block carry no points.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

LOCALES = ("nl", "en")
GAP = re.compile(r"\{([a-z_]+)\}")
POINTS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages, written side by side."""

    nl: str
    en: str

    def __getitem__(self, locale: str) -> str:
        if locale not in LOCALES:
            raise KeyError(f"no text in {locale!r}: choose one of {', '.join(LOCALES)}")
        return str(getattr(self, locale))

    def format(self, **values: Any) -> Text:
        """The same text with `{name}` filled in, per language for a Text; a gap without a value stays as it is."""

        def fill(locale: str) -> str:
            here = {k: str(v[locale] if isinstance(v, Text) else v) for k, v in values.items()}
            return GAP.sub(lambda gap: here.get(gap[1], gap[0]), self[locale])

        return Text(fill("nl"), fill("en"))


class Form(StrEnum):
    """How a question is answered."""

    ONE = "one"
    SEVERAL = "several"
    SLIDER = "slider"
    PICTURES = "pictures"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a condition: an operator of `route.OPERATORS` on the answer to one question."""

    question: str
    operator: str
    operand: Any


Condition = tuple[Clause, ...]
"""Clauses that must all hold; the empty condition always holds."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document or study that a question or tip rests on."""

    id: str
    year: int
    citation: Text


@dataclass(frozen=True, slots=True)
class Level:
    number: int
    name: Text
    description: Text


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    text: Text
    points: int | None = None
    exclusive: bool = False
    picture: str | None = None
    reaction: Text | None = None


@dataclass(frozen=True, slots=True)
class AtLevels:
    """What is said of an answer that is worth one of these levels (1 to 5)."""

    levels: tuple[int, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to put a term, for whom the condition holds."""

    when: Condition
    text: Text


@dataclass(frozen=True, slots=True)
class Word:
    """A word that a respondent may not know: its spellings in both languages, and what it means."""

    id: str
    names: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Character:
    """Who the bot is. `longest` bounds its texts in words (bubble, sentence) and LIX; `avoid` are patterns a locale."""

    name: str
    mix: tuple[tuple[Text, Text], ...]
    address: Text
    emoji: str
    does: tuple[Text, ...]
    never: tuple[Text, ...]
    longest: Mapping[str, int]
    avoid: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Scale:
    """The range of a slider: `minimum` to `maximum` in steps of `step`, shown with `unit`."""

    minimum: int
    maximum: int
    step: int
    unit: str
    low: Text | None = None
    high: Text | None = None


@dataclass(frozen=True, eq=False)
class Question:
    """One question, equal to itself alone, which makes it a quick key.

    It is asked of who takes all of its `routes`.
    `thresholds` are the four least counts (several) or values (slider) for 25, 50, 75, 100 points.
    `reactions` are said in the chat, `findings` in the verdict of the report.
    `screenshot` says that a picture of the chat may stand beside the answer; it is worth no points.
    """

    id: str
    form: Form
    topic: Text
    text: Text
    aspect: str | None = None
    hint: Text | None = None
    why: Text | None = None
    source: str | None = None
    quick: bool = False
    screenshot: bool = False
    weight: float = 1.0
    routes: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    reactions: tuple[AtLevels, ...] = ()
    findings: tuple[AtLevels, ...] = ()
    thresholds: tuple[int, ...] = ()
    scale: Scale | None = None
    max_length: int = 0

    @property
    def scored(self) -> bool:
        return self.aspect is not None

    @cached_property
    def option(self) -> Mapping[str, Option]:
        return MappingProxyType({option.id: option for option in self.options})


@dataclass(frozen=True)
class Aspect:
    id: str
    area: str
    name: Text
    asks: Text
    intro: Text
    levels: tuple[Text, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Area:
    id: str
    name: Text
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """Who is asked the questions that name this route; the others are answered at level 1, or left out."""

    id: str
    when: Condition
    otherwise: str
    says: Text


@dataclass(frozen=True, eq=False)
class Questionnaire:
    """A published version of the whole model, equal to itself alone. Its order is the order of the conversation."""

    version: str
    title: Text
    levels: tuple[Level, ...]
    intake: tuple[Question, ...]
    areas: tuple[Area, ...]
    closing: tuple[Question, ...]
    routes: Mapping[str, Route]
    messages: Mapping[str, Text]
    sources: Mapping[str, Source]
    seconds: Mapping[str, int]
    terms: Mapping[str, tuple[Wording, ...]]
    glossary: tuple[Word, ...]
    character: Character

    @cached_property
    def aspects(self) -> tuple[Aspect, ...]:
        return tuple(aspect for area in self.areas for aspect in area.aspects)

    @cached_property
    def scored(self) -> tuple[Question, ...]:
        return tuple(question for aspect in self.aspects for question in aspect.questions)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, in the order of the conversation."""
        return MappingProxyType({q.id: q for q in (*self.intake, *self.scored, *self.closing)})

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """The questions on whose answers the routes rest."""
        return tuple(dict.fromkeys(clause.question for route in self.routes.values() for clause in route.when))

    @cached_property
    def aspect(self) -> Mapping[str, Aspect]:
        return MappingProxyType({aspect.id: aspect for aspect in self.aspects})
