"""The shapes of a conversation: what a respondent does, where that leaves it, and what the bot says."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from questionnaire.answers import Answers
from questionnaire.model import Question, Text


class Act(StrEnum):
    """What a respondent can do. What is typed comes as SAY; `understanding.events` makes it one of the others,
    PROPOSE, UNCLEAR and REPLY among them, and only that is kept: what was understood then, stands."""

    ANSWER = "answer"
    SKIP = "skip"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    WHY = "why"
    BACK = "back"
    CHANGE = "change"
    PAUSE = "pause"
    RESUME = "resume"
    UPGRADE = "upgrade"
    FINISH = "finish"
    PROPOSE = "propose"
    UNCLEAR = "unclear"
    REPLY = "reply"
    SAY = "say"


WORDS_KEPT = frozenset({Act.PROPOSE, Act.UNCLEAR, Act.REPLY, Act.SAY})
"""Acts that are what was typed, as it was typed."""


@dataclass(frozen=True, slots=True)
class Event:
    """One act. `values` are option ids, a slider's number as text, or a reply's intent; `text` is what was typed."""

    act: Act
    question: str | None = None
    values: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What `said` may have meant: `values` with the likeliest first. `asks` when the first waits for a yes."""

    question: str
    values: tuple[str, ...]
    said: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a conversation is. `focus` is a question being answered again, before the open ones go on."""

    answers: Answers = field(default_factory=Answers)
    focus: str | None = None
    paused: bool = False
    finished: bool = False
    offer: Offer | None = None

    def offered(self, question: str | None) -> Offer | None:
        """What was made of words said to this question, if that was not settled yet."""
        return self.offer if self.offer and self.offer.question == question else None


@dataclass(frozen=True, slots=True)
class Message:
    """One thing the bot says: kind is intro, reaction, route, why or notice."""

    kind: str
    text: Text


@dataclass(frozen=True, slots=True)
class Turn:
    """After an event: where we are, what is said, and the question to put (None when all are done or it is paused)."""

    conversation: Conversation
    says: tuple[Message, ...]
    question: Question | None
