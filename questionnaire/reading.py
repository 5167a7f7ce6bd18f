"""From what was clicked or typed to an answer, or to a refusal that says what to do instead."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from questionnaire.answers import Answer
from questionnaire.model import Form, Question, Questionnaire, Text


class Refused(Exception):
    """An act that cannot be taken. `text` tells the respondent what to do; the conversation stays as it was."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


Values = tuple[str, ...]
Reader = Callable[[Mapping[str, Text], Question, Values, str], Answer]


def read(questionnaire: Questionnaire, question: Question, values: Values, text: str) -> Answer:
    """The answer that these option ids, this number or this text give. Raises `Refused`."""
    return _READERS[question.form](questionnaire.messages, question, values, text)


def plain(text: str) -> str:
    """The text without control characters and outer space; line ends and tabs become single spaces."""
    spaced = " ".join(text.split())
    return "".join(character for character in spaced if unicodedata.category(character)[0] != "C").strip()


def _one(messages: Mapping[str, Text], question: Question, values: Values, text: str) -> Answer:
    if len(set(values)) != 1:
        raise Refused(messages["refused_choose_one"])
    return Answer(choice=(_known(messages, question, values[0]),))


def _several(messages: Mapping[str, Text], question: Question, values: Values, text: str) -> Answer:
    chosen = {_known(messages, question, value) for value in values}
    if not chosen:
        raise Refused(messages["refused_choose_some"])
    options = [option for option in question.options if option.id in chosen]
    alone = next((option for option in options if option.exclusive), None)
    if alone and len(options) > 1:
        raise Refused(messages["refused_exclusive"].format(option=alone.text))
    return Answer(choice=tuple(option.id for option in options))


def _known(messages: Mapping[str, Text], question: Question, value: str) -> str:
    if value not in question.option:
        raise Refused(messages["refused_unknown_option"])
    return value


def _slider(messages: Mapping[str, Text], question: Question, values: Values, text: str) -> Answer:
    scale = question.scale
    assert scale is not None, f"{question.id}: a slider has a scale, which the loader sees to"
    number = _number((values[0] if values else text).strip())
    if number is None or not scale.minimum <= number <= scale.maximum:
        raise Refused(messages["refused_range"].format(minimum=scale.minimum, maximum=scale.maximum))
    return Answer(number=number)


def _number(typed: str) -> int | None:
    digits = typed.removesuffix("%").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None


def _open(messages: Mapping[str, Text], question: Question, values: Values, text: str) -> Answer:
    said = plain(text)
    if not said:
        raise Refused(messages["refused_empty"])
    if len(said) > question.max_length:
        raise Refused(messages["refused_too_long"].format(maximum=question.max_length))
    return Answer(text=said)


_READERS: Mapping[Form, Reader] = {
    Form.ONE: _one,
    Form.PICTURES: _one,
    Form.SEVERAL: _several,
    Form.SLIDER: _slider,
    Form.OPEN: _open,
}
