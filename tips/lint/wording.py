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
        yield from (of_tip(tip, where, rule, **values) for rule, values in _of_text(text))
    for locale in LOCALES:
        told = " ".join(text[locale].rstrip(".?!") + "." for _, text in texts(tip))
        if lix(told) > HARDEST:
            yield of_tip(tip, (), "hard", locale=locale, lix=round(lix(told), 1), most=HARDEST)
    if (found := _FIGURE.search(tip.why.nl) or _STUDY.search(tip.why.nl)) and not tip.sources:
        yield of_tip(tip, ("why",), "source", words=found.group())
    if "%" in tip.why.nl and not re.search(r"\b20\d\d\b", tip.why.nl):
        yield of_tip(tip, ("why",), "year")


def _of_text(text: Text) -> Iterator[tuple[str, dict[str, str | int | float]]]:
    """(rule, values) pairs."""
    if len(words(text.nl)) > 3 and text.nl.casefold() == text.en.casefold():
        yield "same", {}
    for locale, other in zip(LOCALES, reversed(LOCALES), strict=True):
        spoken = {word.casefold() for word in words(text[locale])}
        if len(spoken & _COMMON[other]) > len(spoken & _COMMON[locale]) + 1:
            yield "language", {"locale": locale}
        for avoided in dict.fromkeys(match.casefold() for match in _AVOID[locale].findall(text[locale])):
            yield "tone", {"locale": locale, "word": avoided}
        for sentence in sentences(text[locale]):
            if len(words(sentence)) > LONGEST_SENTENCE:
                yield "sentence", {"locale": locale, "most": LONGEST_SENTENCE}
    dutch, english = numbers(text.nl), numbers(text.en)
    if len(dutch) != len(english):
        yield "figures", {"nl": ", ".join(dutch) or "no figure", "en": ", ".join(english) or "no figure"}


def numbers(text: str) -> list[str]:
    """The numbers in a text without the marks between their thousands, in order of size."""
    return sorted(re.sub(r"[.,]", "", number) for number in _NUMBER.findall(text))
