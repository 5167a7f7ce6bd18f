"""The shapes of a conversation: what a respondent does, where that leaves it, and what the bot says."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from questionnaire.answers import Answers
from questionnaire.model import Question, Text


class Act(StrEnum):
    """What a respondent can do. What is typed comes as SAY; `understanding.events` makes it one of the others,
    PROPOSE, UNCLEAR and REPLY among them, and only that is kept: what was understood then, stands.

    FACTS is what else was read in an answer; NOTE takes it and LEAVE leaves it.
    """

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
    FACTS = "facts"
    NOTE = "note"
    LEAVE = "leave"


WORDS_KEPT = frozenset({Act.PROPOSE, Act.UNCLEAR, Act.REPLY, Act.SAY})
"""Acts that are what was typed, as it was typed."""


@dataclass(frozen=True, slots=True)
class Event:
    """One act. `values` are option ids, a slider's number as text, a reply's intent and what it is about, or facts
    as 'question=value'; `text` is what was typed; `seconds` is how long it took, 0 when that is not known."""

    act: Act
    question: str | None = None
    values: tuple[str, ...] = ()
    text: str = ""
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class Offer:
    """What `said` may have meant: `values` with the likeliest first. `asks` when the first waits for a yes."""

    question: str
    values: tuple[str, ...]
    said: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a conversation is. `focus` is a question being answered again, before the open ones go on.

    `facts` are (question, value) read in an answer that wait for a yes; `wish` is what was asked for last, as an
    intent, while that is still fresh. `reacted` are the reactions told, and `in_a_row` how many answers before this one
    had one. `brief` once somebody was annoyed. `spent` of `expected` seconds tells the pace.
    """

    answers: Answers = field(default_factory=Answers)
    focus: str | None = None
    paused: bool = False
    finished: bool = False
    offer: Offer | None = None
    facts: tuple[tuple[str, str], ...] = ()
    wish: str = ""
    reacted: frozenset[str] = frozenset()
    in_a_row: int = 0
    brief: bool = False
    spent: float = 0.0
    expected: float = 0.0

    def offered(self, question: str | None) -> Offer | None:
        """What was made of words said to this question, if that was not settled yet."""
        return self.offer if self.offer and self.offer.question == question else None

    def said_before(self, question: str | None) -> str:
        """What was typed before the answer that was proposed for it, or chosen after it."""
        offer = self.offered(question)
        return offer.said if offer else ""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing the bot says: kind is intro, kept, reaction, level, route, why, confirm or notice."""

    kind: str
    text: Text


@dataclass(frozen=True, slots=True)
class Turn:
    """After an event: where we are, what is said, and the question to put (None when all are done or it is paused)."""

    conversation: Conversation
    says: tuple[Message, ...]
    question: Question | None
