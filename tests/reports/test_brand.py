"""A brand's colours: every pair stays legible whatever was accepted, and what is refused is told what would do."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports import brand, tokens
from reports.brand import PLAIN, Brand, Illegible
from tests.reports.test_tokens import EDGES, TEXT, contrast, luminance

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
SCHEMES = {"light": brand.light, "dark": brand.dark}


def accepted(colour: str) -> str:
    """The colour, or what is advised in its place."""
    try:
        return Brand(colour=colour).colour or ""
    except Illegible as refused:
        return re.findall(r"#[0-9a-f]{6}", str(refused))[-1]


@given(COLOURS, COLOURS)
@example("#000000", "#000000")
@example("#ffffff", "#ffff00")
@example("#00ff00", "#0000ff")
def test_every_pair_is_legible_with_any_accepted_colours(colour: str, accent: str) -> None:
    made = Brand(colour=accepted(colour), accent=accepted(accent))
    for scheme in SCHEMES.values():
        values = scheme(made)
        for text, ground in TEXT:
            assert contrast(values[f"color-{text}"], values[f"color-{ground}"]) >= 4.5, (text, ground)
        for edge, ground in EDGES:
            assert contrast(values[f"color-{edge}"], values[f"color-{ground}"]) >= 3, (edge, ground)
        levels = [luminance(values[f"color-level-{number}"]) for number in range(1, 6)]
        assert levels in (sorted(levels), sorted(levels, reverse=True))
        ratios = [(max(a, b) + 0.05) / (min(a, b) + 0.05) for a, b in pairwise(levels)]
        assert min(ratios) >= 1.3


@given(COLOURS)
def test_the_colour_itself_is_used_and_the_cover_shows_it(colour: str) -> None:
    own = accepted(colour)
    values = brand.light(Brand(colour=own))
    assert own in (values["color-brand"], values["color-brand-strong"])
    assert contrast(values["color-brand"], values["color-brand-strong"]) >= 1.4
    assert luminance(values["color-brand-strong"]) < 0.05


def test_what_cannot_be_read_is_refused_with_the_figure_and_what_would_do() -> None:
    with pytest.raises(Illegible, match=r"#1db954 has a contrast of 2\.2 with the page, .*needs 4\.5: .*#137b38"):
        Brand(colour="#1db954")
    with pytest.raises(Illegible, match=r"#ffffff has a contrast of 1\.2"):
        Brand(accent="#ffffff")
    assert accepted("#137b38") == "#137b38"


@pytest.mark.parametrize("colour", ["red", "#abc", "#12345g", "#0b5563;}body{", "0b5563"])
def test_what_is_no_colour_never_gets_into_a_style(colour: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        Brand(colour=colour)


def test_without_colours_all_stays_as_it_is() -> None:
    assert brand.light(PLAIN) == tokens.light()
    assert brand.dark(PLAIN) == tokens.dark()
    assert brand.screen_css(PLAIN) == brand.paper_css(PLAIN) == ""


def test_only_what_changes_is_in_the_style() -> None:
    css = brand.screen_css(Brand(accent="#1f5fae"))
    assert "--color-action:#1f5fae;" in css
    assert "--color-brand" not in css
    assert css.count(":root{") == 2
