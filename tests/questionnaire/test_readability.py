"""How hard a text reads."""

from __future__ import annotations

import pytest

from questionnaire import readability


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Kort. Nog eens.", 1.5), ("Dit is een voorbeeld van zes.", 6 + 100 / 6), ("", 0.0)],
)
def test_readability_is_words_a_sentence_and_the_share_of_long_words(text: str, expected: float) -> None:
    assert readability.lix(text) == pytest.approx(expected)
