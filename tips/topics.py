"""What a respondent cares about: topics heard in the open question, or known from the intake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from questionnaire import route, yaml_file
from questionnaire.answers import Answers
from questionnaire.model import LOCALES, Condition, Text
from questionnaire.schema import ID, ClauseSchema, WrittenText
from tips.reasons import Reason, Why

HOPE = "intake.hope"
SHORT, LONG = 3, 7


@dataclass(frozen=True)
class Topic:
    """`words` are listened for in the open question; `when` is a condition on the intake. A topic has one of the two.

    A word stands for every word that begins with it, a long one also for those that hold it, a short one for itself.
    """

    id: str
    name: Text
    questions: tuple[str, ...]
    words: tuple[str, ...] = ()
    when: Condition = ()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(_heard, self.words))})", re.IGNORECASE)

    def reason(self, answers: Answers) -> Reason | None:
        """Why the questions of this topic matter to this respondent, or None where they do not."""
        if self.when:
            about = tuple(clause.question for clause in self.when)
            return Reason(Why.INTAKE, about, self.id) if route.holds(self.when, answers) is True else None
        heard = tuple(dict.fromkeys(self._pattern.findall(answers.text(HOPE) or "")))
        return Reason(Why.HOPE, (HOPE,), self.id, heard) if heard else None


def _heard(word: str) -> str:
    """The pattern of the words that a word stands for."""
    if len(word) <= SHORT:
        return re.escape(word) + r"\b"
    return (r"\w*" if len(word) >= LONG else "") + re.escape(word) + r"\w*(?:['’]s\b)?"


def relevant(topics: tuple[Topic, ...], answers: Answers) -> dict[str, tuple[Reason, ...]]:
    """The reasons by question id, in the order of the topics; at most one of each kind."""
    found: dict[str, tuple[Reason, ...]] = {}
    for topic in topics:
        reason = topic.reason(answers)
        for question in topic.questions if reason else ():
            known = found.get(question, ())
            if reason and reason.why not in {each.why for each in known}:
                found[question] = (*known, reason)
    return found


class TopicSchema(Schema):
    id = fields.String(required=True, validate=ID)
    name = WrittenText(required=True, longest=60)
    questions = fields.List(fields.String(), required=True, validate=validate.Length(min=1))
    words = fields.Dict(
        keys=fields.String(validate=validate.OneOf(LOCALES)),
        values=fields.List(fields.String(validate=validate.Length(min=2)), validate=validate.Length(min=1)),
        load_default=dict,
    )
    when = fields.List(fields.Nested(ClauseSchema), load_default=list)

    @validates_schema
    def one_way_to_know(self, data: dict[str, Any], **_: Any) -> None:
        words = data.get("words", {})
        if bool(words) == bool(data.get("when")):
            raise ValidationError("a topic has either 'words' (nl and en) or 'when': give one of the two", "words")
        if words and set(words) != set(LOCALES):
            raise ValidationError(f"give the words in each language: {', '.join(LOCALES)}", "words")

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Topic:
        words = tuple(dict.fromkeys(word for locale in LOCALES for word in data["words"].get(locale, ())))
        return Topic(data["id"], data["name"], tuple(data["questions"]), words, tuple(data["when"]))


class TopicFileSchema(Schema):
    topics = fields.List(fields.Nested(TopicSchema), required=True)


def parse(text: str) -> tuple[Topic, ...]:
    """The topics of a file that was checked before."""
    return tuple(TopicFileSchema().load(yaml_file.loaded(text))["topics"])


def faults(topics: list[Topic], known: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """(index, what to mend) for references that lead nowhere."""
    for number, topic in enumerate(topics):
        for question in (question for question in topic.questions if question not in known):
            yield number, f"no question {question!r}: correct the id"
