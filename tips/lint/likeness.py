"""Tips that say the same: near-copies of a text, within a language or left untranslated in the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process

from questionnaire.model import LOCALES, Text
from tips.lint.finding import Finding, of_tip
from tips.model import Tip

# Per cent of the words that two texts share, in any order. Below it, tips on one subject already look alike.
ALIKE = 78.0


def check(tips: Sequence[Tip]) -> Iterator[Finding]:
    """One finding for each pair of tips and each field, at the tip that comes later."""
    for field, written in _FIELDS.items():
        texts = [(tip, locale) for tip in tips for locale in LOCALES]
        sorted_words = [" ".join(sorted(written(tip)[locale].casefold().split())) for tip, locale in texts]
        for place, (tip, locale) in enumerate(texts):
            words, before = sorted_words[place], sorted_words[:place]
            found = process.extract(words, before, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
            others = dict.fromkeys((texts[other][0].id, texts[other][1]) for _, _, other in found)
            for other, language in others:
                if other != tip.id:
                    yield of_tip(
                        tip, (field,), f"{locale} is almost the {language} of {other}: say something of its own"
                    )


def _how(tip: Tip) -> Text:
    return Text(" ".join(step.nl for step in tip.how), " ".join(step.en for step in tip.how))


_FIELDS: Mapping[str, Callable[[Tip], Text]] = {
    "title": lambda tip: tip.title,
    "how": _how,
    "example": lambda tip: tip.example,
}
