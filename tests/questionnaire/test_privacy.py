"""What points at a person is not kept, and what does not is left as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.privacy import MASK, masked


@pytest.mark.parametrize(
    "told",
    [
        "jan.de.vries+werk@mijn-winkel.nl",
        "06-12345678",
        "06 12 34 56 78",
        "+31 20 123 4567",
        "020-1234567",
        "+32 2 555 12 12",
        "0151 496 0123",
        "NL91ABNA0417164300",
        "nl91 abna 0417 1643 00",
        "BE68 5390 0754 7034",
    ],
)
def test_what_points_at_a_person_is_taken_out(told: str) -> None:
    assert masked(f"Vraag het aan {told}, die weet het.") == f"Vraag het aan {MASK}, die weet het."


@pytest.mark.parametrize(
    "said",
    [
        "In 2019 hadden we 12.500 chats, in 2020 al 18.000.",
        "60% van 9 tot 17 uur, 7 dagen per week",
        "We have 240 shops and 1,200 people",
        "Bestelling 4711 staat bij @winkel op insta",
        "tussen 2 en 3",
    ],
)
def test_figures_and_plain_words_stay(said: str) -> None:
    assert masked(said) == said


@given(st.text(max_size=200))
def test_any_text_can_be_masked_and_twice_changes_nothing_more(text: str) -> None:
    assert masked(masked(text)) == masked(text)
