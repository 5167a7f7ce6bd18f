"""What one company answers, as a file: to hold a whole conversation without a person, and to read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marshmallow import Schema, fields, validate

from questionnaire import dialogue, reading, route, yaml_file
from questionnaire.answering import WITHOUT
from questionnaire.conversation import Act, Event, Turn
from questionnaire.model import Form, Question, Questionnaire, Text
from questionnaire.position import current, shown
from questionnaire.schema import WrittenText
from questionnaire.scoring import State
from questionnaire.understanding import events
from questionnaire.understanding.utterances import Utterances
from questionnaire.wording import STATES, answer_text

YOU = Text("Jij", "You")


@dataclass(frozen=True)
class Script:
    """`answers` by question id: an option, a list of them, a number or words; `acts` is what is done instead, and
    `says` what is typed before, one line a turn. A typed line may already be the answer."""

    mode: str
    answers: dict[str, Any]
    acts: dict[str, str] = field(default_factory=dict)
    says: dict[str, list[str]] = field(default_factory=dict)
    name: Text | None = None

    def event(self, question: Question) -> Event:
        """What this company does with a question. Raises KeyError where the file has nothing for it."""
        if question.id in self.acts:
            return Event(Act(self.acts[question.id]), question.id)
        given = self.mode if question.id == route.MODE else self.answers[question.id]
        if question.form is Form.OPEN:
            return Event(Act.ANSWER, question.id, text=given)
        values = given if isinstance(given, list) else [given]
        return Event(Act.ANSWER, question.id, tuple(str(value) for value in values))


class ScriptSchema(Schema):
    name = WrittenText(load_default=None, longest=60)
    mode = fields.String(required=True, validate=validate.OneOf(["quick", "full"]))
    answers = fields.Dict(keys=fields.String(), values=fields.Raw(), required=True)
    acts = fields.Dict(
        keys=fields.String(), values=fields.String(validate=validate.OneOf([a.value for a in Act])), load_default=dict
    )
    says = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), load_default=dict)


def load(path: Path) -> Script:
    """Raises ContentError with what is wrong in the file, and on which line."""
    return Script(**yaml_file.read(path, ScriptSchema()))


def told(questionnaire: Questionnaire, script: Script, known: Utterances, locale: str) -> Iterator[str]:
    """The conversation as lines, who says what; the options of a question are left out. Raises KeyError as `event`."""
    bot, turn, typed = questionnaire.character.name, dialogue.start(questionnaire), dict(script.says)
    yield from _says(bot, turn, locale)
    while (question := current(questionnaire, turn.conversation)) is not None:
        yield f"{bot}: {shown(questionnaire, turn.conversation, question).text[locale]}"
        lines = typed.pop(question.id, [])
        for each in _events(questionnaire, turn, question, script, known, lines):
            if each.act is not Act.FACTS:
                yield f"{YOU[locale]}: {_said(questionnaire, question, each, locale)}"
            turn = dialogue.step(questionnaire, turn.conversation, each)
            yield from _says(bot, turn, locale)
        if lines[1:]:
            typed[question.id] = lines[1:]


def _events(
    questionnaire: Questionnaire, turn: Turn, question: Question, script: Script, known: Utterances, lines: list[str]
) -> list[Event]:
    """The next line that is typed, with what else is read in it; else the answer of the script."""
    if not lines:
        return [script.event(question)]
    event = events.event(questionnaire, turn.conversation, lines[0], known)
    return [event, *events.besides(questionnaire, turn.conversation, event, known)]


def _said(questionnaire: Questionnaire, question: Question, event: Event, locale: str) -> str:
    """What was typed, or the answer as a reader sees it, or the act in brackets."""
    if event.act in WITHOUT:
        return STATES[State(WITHOUT[event.act].value)][locale]
    if event.text or event.act is not Act.ANSWER:
        return event.text or f"({event.act.value})"
    return answer_text(question, reading.read(questionnaire, question, event.values, ""))[locale]


def _says(bot: str, turn: Turn, locale: str) -> Iterator[str]:
    yield from (f"{bot}: {message.text[locale]}" for message in turn.says)
