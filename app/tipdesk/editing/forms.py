"""The editor's form: from fields to a tip as plain data, in the shape of tips/content, and what was meant with it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from questionnaire.model import LOCALES, Form, Question, Questionnaire
from tips.bank import Body
from tips.bodies import chosen_alike
from tips.model import Effort

MOST_STEPS = 5
MOST_NEEDS = 6
# What is kept of a text; how long it may be is told beside its field.
LONGEST = 2_000
PLAIN = ("title", "why")
AFTER = ("example", "effect", "who", "kpi")
OPERATORS = ("in", "not_in")
ORDERED = ("sources", "when", "needs")


@dataclass(frozen=True, slots=True)
class Edit:
    """What came from the editor: the tip, the version and the revision it was made beside, and the tip as it was then.

    `version` is 0 where there was no draft yet.
    """

    body: Body
    version: int
    revision: int | None
    before: Body | None
    holds: bool


def edit(form: MultiDict[str, str], original: Body, questionnaire: Questionnaire) -> Edit:
    """Read a form. What cannot be chosen in it is left out."""
    return Edit(
        body=body(form, original, questionnaire),
        version=_number(form.get("version")) or 0,
        revision=_number(form.get("revision")),
        before=_before(form.get("before", "")),
        holds=bool(form.get("holds")),
    )


def body(form: MultiDict[str, str], original: Body, questionnaire: Questionnaire) -> Body:
    """The tip of a form, for the place where the original stands."""
    sources = [id_ for id_ in form.getlist("sources") if id_ in questionnaire.sources]
    made: Body = {key: original[key] for key in ("question", "id", "kind", "step") if original.get(key) is not None}
    optional = {"when": _when(form, questionnaire), "needs": _needs(form, original, questionnaire)}
    made |= {key: value for key, value in optional.items() if value}
    made |= {name: _text(form, name) for name in PLAIN}
    if sources:
        made["sources"] = sources
    made["how"] = list(_steps(form))
    made["example"] = _text(form, "example")
    if form.get("effort") in set(Effort):
        made["effort"] = form["effort"]
    made |= {name: _text(form, name) for name in AFTER[1:]}
    # What was chosen in another order than the lists have keeps its own.
    same = [name for name in ORDERED if name in made and chosen_alike(made, original, name)]
    return made | {name: original[name] for name in same}


def written(text: str) -> str:
    """A text on one line, without signs that nobody can see or type."""
    visible = "".join(letter for letter in text if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cs"))
    return " ".join(visible.split())[:LONGEST]


def _text(form: MultiDict[str, str], name: str) -> dict[str, str]:
    return {locale: written(form.get(f"{name}.{locale}", "")) for locale in LOCALES}


def _steps(form: MultiDict[str, str]) -> Iterator[dict[str, str]]:
    """The steps that have words in a language; an empty one is one that was taken away."""
    for number in range(MOST_STEPS):
        step = _text(form, f"how.{number}")
        if any(step.values()):
            yield step


def _when(form: MultiDict[str, str], questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """For whom the tip is: a clause for each question of which something was chosen."""
    questions = (questionnaire.questions.get(id_) for id_ in dict.fromkeys(form.getlist("when")))
    return [clause for question in questions if question for clause in _clauses(form, question)]


def _clauses(form: MultiDict[str, str], question: Question) -> Iterator[dict[str, Any]]:
    if question.form is Form.SLIDER:
        for operator in ("at_least", "at_most"):
            number = _number(form.get(f"when.{question.id}.{operator}"))
            if number is not None:
                yield {"question": question.id, operator: number}
        return
    chosen = [option for option in form.getlist(f"when.{question.id}") if option in question.option]
    operator = form.get(f"when.{question.id}.is", "in")
    if chosen and operator in OPERATORS:
        yield {"question": question.id, operator: chosen}


def _needs(form: MultiDict[str, str], original: Body, questionnaire: Questionnaire) -> list[dict[str, Any]]:
    found: dict[str, int] = {}
    for number in range(MOST_NEEDS):
        question = questionnaire.questions.get(form.get(f"needs.{number}.question", ""))
        level = _number(form.get(f"needs.{number}.level"))
        if question and question.scored and question.id != original["question"] and level in range(2, 6):
            found[question.id] = level or 2
    return [{"question": question, "level": level} for question, level in found.items()]


def _number(text: str | None) -> int | None:
    try:
        return int(text or "")
    except ValueError:
        return None


def _before(text: str) -> Body | None:
    """The tip as it was when the form was made. It decides on nothing but whose text is whose."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
