"""Words that a respondent may not know, found in a text."""

from __future__ import annotations

import re
from functools import lru_cache

from questionnaire.model import LOCALES, Question, Questionnaire, Word


def words_in(questionnaire: Questionnaire, text: str, typed: bool = False) -> tuple[Word, ...]:
    """The words of the glossary that stand in a text, in its own order, which has the special ones first."""
    return tuple(word for word in questionnaire.glossary if _pattern(word, typed).search(text))


def asked_about(questionnaire: Questionnaire, question: Question, said: str) -> Word | None:
    """The word that somebody wants explained: one that they named, else the first that stands in the question."""
    of_question = [set(words_of(questionnaire, question, locale)) for locale in LOCALES]
    both = [word for word in questionnaire.glossary if all(word in found for found in of_question)]
    return next(iter((*words_in(questionnaire, said, typed=True), *both)), None)


@lru_cache(maxsize=256)
def words_of(questionnaire: Questionnaire, question: Question, locale: str) -> tuple[Word, ...]:
    """The words of the glossary in a question, its hint and its options."""
    texts = (question.text, question.hint, *(option.text for option in question.options))
    return words_in(questionnaire, "\n".join(text[locale] for text in texts if text))


@lru_cache(maxsize=256)
def _pattern(word: Word, typed: bool) -> re.Pattern[str]:
    """A spelling as a word of its own, also in the plural; an abbreviation in capitals only, unless it was typed."""
    names = "|".join(
        re.escape(name) if name.isupper() and not typed else f"(?i:{re.escape(name)})" for name in word.names
    )
    return re.compile(rf"(?<!\w)(?:{names})(?:'?s|en)?(?!\w)")
