"""How a tip is written: both languages there, figures with their source, short sentences, our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questionnaire.model import LOCALES, Text
from questionnaire.readability import lix, sentences, words
from tips.lint.finding import Finding, of_tip, texts
from tips.model import Tip

HARDEST = 44.0
LONGEST_SENTENCE = 24
_NUMBER = re.compile(r"(?<!\w)\d+(?:[.,]\d{3})*")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?\s?%|\b(?:19|20)\d\d\b")
_STUDY = re.compile(r"\bonderzo(?:ek|cht)|\bexpertgroep\b|\bstudie\b|\bbol\.com\b", re.IGNORECASE)
# A few words of each language that are no word of the other.
_COMMON = {
    "nl": frozenset(
        ("het", "een", "van", "niet", "voor", "zijn", "wordt", "je", "jullie", "ook", "met", "dat", "naar")
    ),
    "en": frozenset(
        ("the", "and", "your", "you", "with", "that", "from", "they", "are", "for", "not", "this", "which")
    ),
}
_AVOIDED = {
    "nl": r"optimaliser\w*|inzetten op|borg(?:en|t)|faciliter\w*|naadlo\w+|implementer\w*|stakeholder\w*",
    "en": r"leverag\w*|seamless\w*|robust\w*|(?<!customer )journey\w*|engagement|optimi[sz]\w*|implement\w*",
}
_AVOID = {locale: re.compile(rf"\b(?:{words})\b|!|—|\s–\s", re.IGNORECASE) for locale, words in _AVOIDED.items()}


def check(tip: Tip) -> Iterator[Finding]:
    for where, text in texts(tip):
        yield from (of_tip(tip, where, message) for message in _of_text(text))
    for locale in LOCALES:
        told = " ".join(text[locale].rstrip(".?!") + "." for _, text in texts(tip))
        if lix(told) > HARDEST:
            yield of_tip(
                tip, (), f"{locale} reads hard (LIX {lix(told):.1f}): shorten words and sentences to {HARDEST}"
            )
    if (found := _FIGURE.search(tip.why.nl) or _STUDY.search(tip.why.nl)) and not tip.sources:
        yield of_tip(tip, ("why",), f"{found.group()!r} has no source: name it in 'sources', or word it as advice")
    if "%" in tip.why.nl and not re.search(r"\b20\d\d\b", tip.why.nl):
        yield of_tip(tip, ("why",), "a figure keeps its year: say when it was measured")


def _of_text(text: Text) -> Iterator[str]:
    if len(words(text.nl)) > 3 and text.nl.casefold() == text.en.casefold():
        yield "both languages are the same: translate it"
    for locale, other in zip(LOCALES, reversed(LOCALES), strict=True):
        spoken = {word.casefold() for word in words(text[locale])}
        if len(spoken & _COMMON[other]) > len(spoken & _COMMON[locale]) + 1:
            yield f"{locale} is not in its own language: translate it"
        for avoided in dict.fromkeys(match.casefold() for match in _AVOID[locale].findall(text[locale])):
            yield f"{locale} has {avoided!r}, which is not our tone: say it plainly"
        for sentence in sentences(text[locale]):
            if len(words(sentence)) > LONGEST_SENTENCE:
                yield f"{locale} has a sentence of more than {LONGEST_SENTENCE} words: cut it in two"
    dutch, english = numbers(text.nl), numbers(text.en)
    if len(dutch) != len(english):
        yield f"{', '.join(dutch) or 'no figure'} in nl, {', '.join(english) or 'no figure'} in en: make them agree"


def numbers(text: str) -> list[str]:
    """The numbers in a text without the marks between their thousands, in order of size."""
    return sorted(re.sub(r"[.,]", "", number) for number in _NUMBER.findall(text))
