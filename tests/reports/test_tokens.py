"""Every text and background pair of the design tokens reaches WCAG AA, in both schemes."""

from __future__ import annotations

import re

import pytest

from reports import tokens

PAPERS = ("paper", "surface", "sunk")
TEXT_ON_PAPER = ("ink", "ink-soft", "ink-faint", "brand", "brand-strong", "link", "action", "action-strong")
MESSAGES = ("good", "warning", "error")
AREAS = ("customer", "organisation", "technology")

TEXT = (
    [(text, paper) for text in TEXT_ON_PAPER for paper in PAPERS]
    + [(hue, paper) for hue in (*MESSAGES, *AREAS) for paper in PAPERS]
    + [(hue, f"{hue}-tint") for hue in (*MESSAGES, *AREAS, "brand", "action")]
    + [(text, f"{hue}-tint") for text in ("ink", "ink-soft") for hue in (*MESSAGES, *AREAS, "brand", "action")]
    + [("on-area", area) for area in AREAS]
    + [(f"on-level-{n}", f"level-{n}") for n in range(1, 6)]
    + [
        ("on-brand", "brand"),
        ("on-brand", "brand-strong"),
        ("on-brand-soft", "brand"),
        ("on-brand-soft", "brand-strong"),
    ]
    + [("on-action", "action"), ("on-action", "action-strong")]
)
EDGES = [("line-strong", paper) for paper in PAPERS] + [("focus", paper) for paper in PAPERS]
SCHEMES = {"light": tokens.light, "dark": tokens.dark}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, as WCAG 2.2 defines it."""
    assert re.fullmatch(r"#[0-9a-f]{6}", colour), colour
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "background"), TEXT)
def test_text_is_legible(scheme: str, text: str, background: str) -> None:
    values = SCHEMES[scheme]()
    assert contrast(values[f"color-{text}"], values[f"color-{background}"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("edge", "background"), EDGES)
def test_an_edge_that_carries_meaning_can_be_seen(scheme: str, edge: str, background: str) -> None:
    values = SCHEMES[scheme]()
    assert contrast(values[f"color-{edge}"], values[f"color-{background}"]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_levels_keep_their_order_in_greyscale(scheme: str) -> None:
    steps = [luminance(SCHEMES[scheme]()[f"color-level-{n}"]) for n in range(1, 6)]
    ratios = [
        contrast(SCHEMES[scheme]()[f"color-level-{n}"], SCHEMES[scheme]()[f"color-level-{n + 1}"]) for n in range(1, 5)
    ]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert min(ratios) >= 1.3


def test_the_dark_scheme_replaces_every_colour() -> None:
    same = [
        name for name in tokens.light() if name.startswith("color-") and tokens.light()[name] == tokens.dark()[name]
    ]
    assert same == []
