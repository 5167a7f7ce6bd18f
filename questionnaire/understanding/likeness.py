"""How alike a text is to labelled examples: by its letters and, where there is an encoder, by its meaning as well."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul
from typing import Protocol

from questionnaire.understanding import ngrams


class Encoder(Hashable, Protocol):
    """Makes a unit vector of each text, all of one size: the nearer in meaning, the nearer in direction."""

    def vectors(self, texts: Sequence[str]) -> Sequence[Sequence[float]]: ...


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a likeness must reach. Set on the seeds, each kind of person left out in turn: `tests.bench left_out`."""

    accept: float
    # Over the next option: this says more than the likeness itself.
    margin: float
    ask: float
    # Below this, likeness is chance, and another order of the options would only confuse.
    likely: float
    wish: float
    wish_margin: float


# Of 100 answers these take 24 rightly and 0.9 wrongly. A logistic regression on likeness, margin, odds and entropy took
# hardly more at the same safety, here or by meaning.
LETTERS = Bounds(accept=0.25, margin=0.12, ask=0.15, likely=0.12, wish=0.45, wish_margin=0.1)
# These take 33 rightly, and no more wrongly than by letters alone; nor more wishes, or answers to another question.
MEANING = Bounds(accept=0.32, margin=0.06, ask=0.175, likely=0.14, wish=0.35, wish_margin=0.15)


class Index:
    """Labelled example texts. With an encoder, likeness is the mean of that by letters and that by meaning."""

    def __init__(self, examples: Mapping[str, Sequence[str]], encoder: Encoder | None) -> None:
        self.encoder = encoder
        self.bounds = MEANING if encoder else LETTERS
        self._letters = ngrams.Index(examples)
        self._means = {label: _mean(encoder, tuple(texts)) for label, texts in examples.items()} if encoder else {}

    def ranked(self, text: str) -> list[tuple[str, float]]:
        """Each label with its likeness to the text, at most 1, the most alike first."""
        by_letters = self._letters.ranked(text)
        if self.encoder is None:
            return by_letters
        vector = _vector(self.encoder, text)
        # As the examples are of length 1, this is the mean of their cosines: better than that of the most alike.
        both = [(label, (letters + sum(map(mul, self._means[label], vector))) / 2) for label, letters in by_letters]
        return sorted(both, key=lambda each: -each[1])


@lru_cache(maxsize=8)
def _vector(encoder: Encoder, text: str) -> Sequence[float]:
    """Kept for a moment, as the same words are likened to the options and to the wishes."""
    return encoder.vectors([text])[0]


@lru_cache(maxsize=2000)
def _mean(encoder: Encoder, texts: tuple[str, ...]) -> Sequence[float]:
    """Made once for each label, in whatever order the options are shown."""
    vectors = encoder.vectors(texts)
    return array("d", (sum(column) / len(vectors) for column in zip(*vectors, strict=True)))
