"""All answers of a conversation by part, to be looked through before the result."""

from __future__ import annotations

from dataclasses import dataclass

from questionnaire import route
from questionnaire.answers import Answers, Kind
from questionnaire.model import Question, Questionnaire, Text
from questionnaire.wording import answer_text


@dataclass(frozen=True, slots=True)
class Given:
    """One answer, or what was done instead; `open` when it was skipped or not known."""

    question: str
    topic: Text
    answer: Text
    open: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The answers of the introduction, an aspect, or the closing; `name` is None for the first and the last."""

    id: str
    name: Text | None
    given: tuple[Given, ...]

    @property
    def left_open(self) -> int:
        return sum(each.open for each in self.given)


def overview(questionnaire: Questionnaire, answers: Answers) -> list[Part]:
    """The parts with an answer in them, in the order of the conversation; answers off the route are left out."""
    parts: dict[str, list[Given]] = {}
    for question in route.path(questionnaire, answers):
        given = _given(question, answers)
        if given:
            parts.setdefault(question.aspect or question.id.partition(".")[0], []).append(given)
    aspects = questionnaire.aspect
    return [Part(id_, aspects[id_].name if id_ in aspects else None, tuple(given)) for id_, given in parts.items()]


def _given(question: Question, answers: Answers) -> Given | None:
    answer = answers.get(question.id)
    if answer is None or question.id == route.MODE:
        return None
    left_open = question.scored and answer.kind in (Kind.SKIPPED, Kind.UNKNOWN)
    return Given(question.id, question.topic, answer_text(question, answer), left_open)
