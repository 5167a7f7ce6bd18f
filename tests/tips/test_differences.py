"""What changed between two texts, to the word, and what two editors made of one tip."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.seed import BODIES
from tips import bodies, differences
from tips.differences import Change

TIP: dict[str, Any] = next(body for body in BODIES if body["id"] == "experience.handover.3.home")
TEXTS = st.text(alphabet="ab \n", max_size=30)


def test_only_the_words_that_changed_are_marked() -> None:
    pieces = differences.words("Vraag een mens om hulp", "Vraag twee mensen om hulp")
    assert [(piece.change, piece.text) for piece in pieces] == [
        (Change.SAME, "Vraag "),
        (Change.GONE, "een mens "),
        (Change.NEW, "twee mensen "),
        (Change.SAME, "om hulp"),
    ]


@given(TEXTS, TEXTS)
def test_the_pieces_are_both_texts_again(old: str, new: str) -> None:
    pieces = differences.words(old, new)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.NEW) == old
    assert "".join(piece.text for piece in pieces if piece.change is not Change.GONE) == new


def test_only_the_fields_that_differ_are_told() -> None:
    found = differences.between({"title.nl": "a", "why.nl": "b"}, {"title.nl": "a", "why.nl": "c", "kpi.nl": "d"})
    assert [difference.field for difference in found] == ["why.nl", "kpi.nl"]


def said(**fields: Any) -> dict[str, Any]:
    """The tip with other words: `title_nl` for a text, `effort` for a choice."""
    changed = dict(TIP)
    for name, value in fields.items():
        field, _, locale = name.partition("_")
        changed[field] = {**changed[field], locale: value} if locale else value
    return changed


def test_what_two_changed_in_different_fields_is_put_together() -> None:
    result, both = bodies.merged(TIP, said(title_nl="van mij"), said(title_en="of theirs", effort="days"))
    assert both == ()
    assert (result["title"], result["effort"]) == ({"nl": "van mij", "en": "of theirs"}, "days")


def test_where_both_wrote_ones_own_words_stand_and_are_told() -> None:
    result, both = bodies.merged(TIP, said(title_nl="van mij"), said(title_nl="van hen", kpi_nl="ook van hen"))
    assert both == ("title.nl",)
    assert (result["title"]["nl"], result["kpi"]["nl"]) == ("van mij", "ook van hen")


def test_what_both_changed_alike_is_no_clash() -> None:
    assert bodies.merged(TIP, said(title_nl="x"), said(title_nl="x"))[1] == ()


def test_the_steps_of_two_languages_are_put_together() -> None:
    dutch = [{**step, "nl": f"{step['nl']} Nu."} for step in TIP["how"]]
    english = [{**step, "en": f"{step['en']} Now."} for step in TIP["how"]]
    result, both = bodies.merged(TIP, said(how=dutch), said(how=english))
    assert both == ()
    assert result["how"][0] == {"nl": dutch[0]["nl"], "en": english[0]["en"]}


def test_the_order_in_which_something_was_chosen_does_not_matter() -> None:
    one, other = said(sources=["a", "b"]), said(sources=["b", "a"])
    assert bodies.same(one, other)
    assert not bodies.same(one, said(sources=["a"]))


@pytest.mark.parametrize(
    ("left", "fields", "behind"),
    [
        (None, {}, None),
        (None, {"title_nl": "x"}, "en"),
        (None, {"kpi_en": "x"}, "nl"),
        (None, {"title_nl": "x", "title_en": "x"}, None),
        (None, {"effort": "days"}, None),
        ("en", {"effort": "days"}, "en"),
        ("en", {"title_nl": "x"}, "en"),
        ("en", {"title_en": "x"}, None),
    ],
)
def test_which_language_is_behind(left: str | None, fields: dict[str, Any], behind: str | None) -> None:
    assert bodies.outdated(TIP, left, said(**fields)) == behind


def test_a_new_tip_is_not_behind() -> None:
    assert bodies.outdated(None, None, TIP) is None
