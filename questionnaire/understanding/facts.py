"""What else a sentence tells about a company, for the other questions of the introduction.

A fact is always asked, never taken: see FACTS in `questionnaire.conversation`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from marshmallow import Schema, fields

from questionnaire import yaml_file
from questionnaire.model import Form, Question, Questionnaire
from questionnaire.understanding import words
from questionnaire.understanding.hear import Heard, Sure, hear
from questionnaire.understanding.utterances import SEEDS, Utterances

PATH = SEEDS / "facts.yaml"
FEWEST_WORDS = 3
# A number and its noun stand together: 'veertig eigen winkels', 'twelve people'.
_BETWEEN = 2
_SHORT, _MIDDLE = 3, 4


class FactSchema(Schema):
    number_of = fields.List(fields.String(), load_default=list)
    about = fields.List(fields.String(), load_default=list)
    words = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), load_default=dict)


@cache
def listed(path: Path = PATH) -> Mapping[str, Mapping[str, Any]]:
    """What to listen for, by question. Raises ContentError with what is wrong and on which line."""
    return {id_: yaml_file.held_to(path, each, FactSchema()) for id_, each in yaml_file.parsed(path).items()}


def facts(questionnaire: Questionnaire, asked: Question, said: str, utterances: Utterances) -> tuple[str, ...]:
    """Each fact as 'question=value', in the order of the questions; none about the question that was asked."""
    plain = words.normal(said)
    if asked not in questionnaire.intake or len(plain.split()) < FEWEST_WORDS:
        return ()
    found = []
    for question in questionnaire.intake:
        told = listed().get(question.id)
        if told is None or question is asked:
            continue
        if value := _named(told, plain) or _counted(question, told, plain, utterances):
            found.append(f"{question.id}={value}")
    return tuple(found)


def own(question: Question, said: str, utterances: Utterances) -> Heard | None:
    """The answer to the question itself: sure by a number with its noun, to be asked by a word such as 'shoes'."""
    told, plain = listed().get(question.id), words.normal(said)
    if told is None:
        return None
    if (option := _named(told, plain)) is not None:
        return Heard(Sure.ASK, (option,))
    counted = _counted(question, told, plain, utterances)
    return None if counted is None else Heard(Sure.TAKE, (counted,))


def _named(told: Mapping[str, Any], plain: str) -> str | None:
    options: set[str] = {option for option, heard in told["words"].items() if _hears(heard, plain)}
    if "none" in options:
        return "none"
    return options.pop() if len(options) == 1 and not words.negated(plain) else None


def _counted(question: Question, told: Mapping[str, Any], plain: str, utterances: Utterances) -> str | None:
    """The option or the number that one number with its noun stands for."""
    if told["about"] and not _hears(told["about"], plain):
        return None
    numbers = _numbers(told["number_of"], plain)
    if len(numbers) != 1:
        return None
    if question.form is Form.SLIDER:
        return str(numbers[0])
    heard = hear(question, str(numbers[0]), utterances)
    return heard.values[0] if heard.sure is Sure.TAKE and heard.values else None


def _hears(wanted: Sequence[str], plain: str) -> bool:
    return any(re.search(_pattern(words.normal(word)), plain) for word in wanted)


def _pattern(word: str) -> str:
    """A short word stands for itself, one of four letters or a phrase for what begins so, a long one also inside."""
    if len(word) <= _SHORT:
        return rf"\b{re.escape(word)}\b"
    return rf"\b{re.escape(word)}" if " " in word or len(word) <= _MIDDLE else re.escape(word)


def _numbers(nouns: Sequence[str], plain: str) -> tuple[int, ...]:
    """The different numbers that stand just before one of the nouns, with no other number between."""
    found: dict[int, None] = {}
    told = plain.replace("%", " % ").split()
    starts = tuple(words.normal(noun).split()[0] for noun in nouns) or ("\0",)
    for place, word in enumerate(told):
        near = takewhile(lambda each: not words.numbers(each), told[place + 1 : place + 2 + _BETWEEN])
        if (number := words.numbers(word)) and any(each.startswith(starts) for each in near):
            found[number[0]] = None
    return tuple(found)
