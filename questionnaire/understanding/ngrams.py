"""How alike two short texts are by their runs of two to four letters, so that a typo or an ending matters little."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log, sqrt

SHORTEST, LONGEST = 2, 4
# An example counts for its label together with the next best one: a single lucky likeness weighs half.
BEST = 2


class Index:
    """Labelled example texts. Runs of letters that few examples share weigh more (tf-idf), lengths are 1."""

    def __init__(self, examples: Mapping[str, Sequence[str]]) -> None:
        self._labels = [label for label, texts in examples.items() for _ in texts]
        runs = [Counter(_runs(text)) for texts in examples.values() for text in texts]
        seen = Counter(run for counts in runs for run in counts)
        self._rarity = {run: log((1 + len(runs)) / (1 + often)) + 1 for run, often in seen.items()}
        self._unseen = max(self._rarity.values(), default=1.0)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, counts in enumerate(runs):
            for run, weight in self._vector(counts).items():
                self._postings[run].append((place, weight))

    def ranked(self, text: str) -> list[tuple[str, float]]:
        """Each label with its cosine to the text, 0 to 1, the most alike first."""
        cosines: dict[int, float] = defaultdict(float)
        for run, weight in self._vector(Counter(_runs(text))).items():
            for place, other in self._postings.get(run, ()):
                cosines[place] += weight * other
        by_label: dict[str, list[float]] = {label: [] for label in self._labels}
        for place, cosine in cosines.items():
            by_label[self._labels[place]].append(cosine)
        scored = {label: sum(sorted(found)[-BEST:]) / BEST for label, found in by_label.items()}
        return sorted(scored.items(), key=lambda each: -each[1])

    def _vector(self, counts: Mapping[str, int]) -> dict[str, float]:
        raw = {run: (1 + log(count)) * self._rarity.get(run, self._unseen) for run, count in counts.items()}
        length = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {run: weight / length for run, weight in raw.items()}


def _runs(text: str) -> Iterator[str]:
    """Runs within words, with the space around a word as a letter of it."""
    for word in text.split():
        padded = f" {word} "
        for size in range(SHORTEST, LONGEST + 1):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]
