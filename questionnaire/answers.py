"""What a respondent has answered so far, as an immutable value.

An answer of a question that the route drops is kept but not used: see `questionnaire.route`.
"""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What a respondent did with a question. That it is implied follows from the route and is never stored."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: `choice` for options, `number` for a slider, `text` for an open question."""

    kind: Kind = Kind.ANSWERED
    choice: tuple[str, ...] = ()
    number: int | None = None
    text: str = ""

    @property
    def answered(self) -> bool:
        return self.kind is Kind.ANSWERED


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by question id. `with_answer` gives a new object; the old one stays as it was."""

    _given: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))

    def with_answer(self, question: str, answer: Answer) -> Answers:
        return Answers(MappingProxyType({**self._given, question: answer}))

    def get(self, question: str) -> Answer | None:
        return self._given.get(question)

    @property
    def ids(self) -> KeysView[str]:
        return self._given.keys()

    def choice(self, question: str) -> str | None:
        """The first chosen option of an answered question, else None."""
        answer = self._given.get(question)
        return answer.choice[0] if answer and answer.choice else None

    def text(self, question: str) -> str | None:
        answer = self._given.get(question)
        return answer.text or None if answer else None

    def __contains__(self, question: str) -> bool:
        return question in self._given

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)
