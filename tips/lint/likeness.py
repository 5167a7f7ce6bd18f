"""Tips that say the same: near-copies of a text, within a language or left untranslated in the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process

from questionnaire.model import LOCALES, Text
from tips.lint.finding import Finding, of_tip
from tips.model import Tip

# Per cent of the words that two texts share, in any order. Below it, tips on one subject already look alike.
ALIKE = 78.0
# A tip, the language of one of its texts, and that text with its words in order.
Worded = tuple[Tip, str, str]


def check(tips: Sequence[Tip]) -> Iterator[Finding]:
    """One finding for each pair of tips and each field, at the tip that comes later."""
    for field in _FIELDS:
        worded = _worded(tips, field)
        for place, each in enumerate(worded):
            yield from _like(each, worded[:place], field)


def near(tip: Tip, others: Sequence[Tip]) -> Iterator[Finding]:
    """The same of one tip beside all others."""
    for field in _FIELDS:
        beside = _worded(others, field)
        for each in _worded([tip], field):
            yield from _like(each, beside, field)


def _worded(tips: Sequence[Tip], field: str) -> list[Worded]:
    texts = [(tip, locale, _FIELDS[field](tip)[locale]) for tip in tips for locale in LOCALES]
    return [(tip, locale, " ".join(sorted(text.casefold().split()))) for tip, locale, text in texts]


def _like(each: Worded, others: Sequence[Worded], field: str) -> Iterator[Finding]:
    tip, locale, words = each
    texts = [text for _, _, text in others]
    found = process.extract(words, texts, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
    for other, language in dict.fromkeys((others[place][0].id, others[place][1]) for _, _, place in found):
        if other != tip.id:
            yield of_tip(tip, (field,), "alike", locale=locale, language=language, other=other)


def _how(tip: Tip) -> Text:
    return Text(" ".join(step.nl for step in tip.how), " ".join(step.en for step in tip.how))


_FIELDS: Mapping[str, Callable[[Tip], Text]] = {
    "title": lambda tip: tip.title,
    "how": _how,
    "example": lambda tip: tip.example,
}
