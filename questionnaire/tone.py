"""The bot's character: the shape of its file, and whether what the bot says is in its voice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from questionnaire.model import LOCALES, Character, Question, Questionnaire, Text
from questionnaire.readability import lix, sentences, words
from questionnaire.schema import WrittenText

Said = Iterator[tuple[str, str, Text]]
"""(file, id, text) of what the bot says."""


class TraitSchema(Schema):
    who = WrittenText(required=True)
    brings = WrittenText(required=True)


class LongestSchema(Schema):
    bubble = fields.Integer(required=True)
    sentence = fields.Integer(required=True)
    lix = fields.Integer(required=True)


class CharacterSchema(Schema):
    name = fields.String(required=True)
    mix = fields.List(fields.Nested(TraitSchema), required=True, validate=validate.Length(min=1))
    address = WrittenText(required=True)
    emoji = fields.String(required=True, validate=validate.Equal("none"))
    does = fields.List(WrittenText(), required=True)
    never = fields.List(WrittenText(), required=True)
    longest = fields.Nested(LongestSchema, required=True)
    avoid = fields.Dict(
        keys=fields.String(validate=validate.OneOf(LOCALES)), values=fields.List(fields.String()), required=True
    )

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Character:
        mix = tuple((trait["who"], trait["brings"]) for trait in data["mix"])
        lists = {name: tuple(data[name]) for name in ("does", "never")}
        avoid = {locale: tuple(patterns) for locale, patterns in data["avoid"].items()}
        return Character(**{**data, **lists, "mix": mix, "avoid": avoid})


def faults(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """(file, message) for each text of the bot that is not in its voice; a message starts with the id it is about."""
    character = questionnaire.character
    avoided = {
        locale: re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
        for locale, patterns in character.avoid.items()
    }
    parts: dict[tuple[str, str], list[str]] = {}
    for file, id_, text in said(questionnaire):
        for locale in LOCALES:
            parts.setdefault((file, locale), []).append(text[locale].rstrip(".?!:") + ".")
            yield from ((file, f"{id_}: {fault}") for fault in _faults(text[locale], locale, character, avoided))
    for (file, locale), told in parts.items():
        if (hard := lix(" ".join(told))) > character.longest["lix"]:
            yield file, f"{file}: {locale} reads hard (LIX {hard:.1f}): shorten to {character.longest['lix']}"


def said(questionnaire: Questionnaire) -> Said:
    """Everything the bot may say, one bubble at a time."""
    for name, text in questionnaire.messages.items():
        yield "dialogue", name, text
    for route in questionnaire.routes.values():
        yield "dialogue", route.id, route.says
    for word in questionnaire.glossary:
        yield "glossary", word.id, word.text
    for aspect in questionnaire.aspects:
        yield f"aspects/{aspect.id}", aspect.id, aspect.intro
        yield from ((f"aspects/{aspect.id}", aspect.id, level) for level in aspect.levels)
        for question in aspect.questions:
            yield from _of_question(f"aspects/{aspect.id}", question)
    for name, block in (("intake", questionnaire.intake), ("closing", questionnaire.closing)):
        for question in block:
            yield from _of_question(name, question)


def _of_question(file: str, question: Question) -> Said:
    own = (question.text, question.hint, question.why)
    by_option = (option.reaction for option in question.options)
    by_level = (each.text for each in (*question.reactions, *question.findings))
    yield from ((file, question.id, text) for text in (*own, *by_option, *by_level) if text)


def _faults(text: str, locale: str, character: Character, avoided: Mapping[str, re.Pattern[str]]) -> Iterator[str]:
    count = len(words(text))
    if count > character.longest["bubble"]:
        yield f"{locale} has {count} words: shorten it to {character.longest['bubble']}"
    for sentence in sentences(text):
        if len(words(sentence)) > character.longest["sentence"]:
            yield f"{locale} has a sentence of more than {character.longest['sentence']} words: cut it in two"
    for found in avoided[locale].finditer(text):
        yield f"{locale} has {found.group()!r}, which is not this voice: say it otherwise"
    if any(unicodedata.category(sign) == "So" for sign in text):
        yield f"{locale} has an emoji or sign: say it in words"
    if "!" in text:
        yield f"{locale} has an exclamation mark: a full stop will do"
