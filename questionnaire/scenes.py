"""The shapes of a role play on paper: parts, scenes, and which scene comes next when."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from questionnaire.answers import Answers
from questionnaire.model import Aspect, Question, Questionnaire, Text
from questionnaire.sheet import Sheet
from questionnaire.wording import worded


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to an earlier scene: one of the options with these marks, or a number within these bounds."""

    scene: int
    marks: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Swap:
    """Who gave `given` hears `text` in place of `default`."""

    given: tuple[Given, ...]
    default: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Only:
    """This is for who gave `given` or left that open. All others go to scene `otherwise`, or to the end of the part.

    `says` is what the bot tells them on the way, at the first scene that they miss.
    """

    route: str
    given: tuple[Given, ...]
    otherwise: int | None
    says: Text | None


@dataclass(frozen=True, slots=True)
class Choice:
    """An option by its letter, what it is worth and what the bot says to it. `fixed` where this script needs it."""

    mark: str
    text: Text
    points: int | None
    reaction: Text | None
    fixed: bool


@dataclass(frozen=True, slots=True)
class Range:
    """Counts or values from `low` to `high` (None: no end), worth `points`; and what the bot says to them."""

    low: int
    high: int | None
    points: int
    reaction: Text | None


@dataclass(frozen=True, slots=True)
class Scene:
    """One question, asked where every one of `only` is met. Scenes are numbered from 1."""

    number: int
    question: Question
    only: tuple[Only, ...]
    choices: tuple[Choice, ...]
    ranges: tuple[Range, ...]
    swaps: tuple[Swap, ...]

    @property
    def reactions(self) -> tuple[tuple[Text | None, int], ...]:
        """What is said to the ranges from the lowest up, with how many on end it is said to."""
        return tuple((text, len(list(alike))) for text, alike in groupby(each.reaction for each in self.ranges))


@dataclass(frozen=True, slots=True)
class Part:
    """The intake, an aspect or the closing. `opens` is said before its first scene; only an aspect has a sheet.

    Who does not meet `only` goes to the next part at once, and neither hears `opens` nor a level.
    """

    id: str
    aspect: Aspect | None
    only: tuple[Only, ...]
    opens: Text | None
    scenes: tuple[Scene, ...]
    sheet: Sheet | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The whole script of one kind of check: `quick` or `full`."""

    questionnaire: Questionnaire
    mode: str
    parts: tuple[Part, ...]

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return tuple(scene for part in self.parts for scene in part.scenes)

    def says(self, name: str) -> Text:
        """A message of the bot, with gaps for what only the moment can tell. Raises KeyError for an unknown name."""
        return worded(self.questionnaire, Answers(), self.questionnaire.messages[name])
