"""Colours as `#rrggbb`: their luminance and contrast by WCAG 2.2, and a colour made as light as another.

Contrast depends on luminance alone: a hue that is brought to the luminance of another colour contrasts as that does.
"""

from __future__ import annotations

import re

WHITE = "#ffffff"
BLACK = "#000000"
LEGIBLE = 4.5
_HEX = re.compile(r"#[0-9a-f]{6}")
_HALVINGS = 20

Channels = tuple[float, float, float]


def luminance(colour: str) -> float:
    """From 0 for black to 1 for white. Raises ValueError for what is no colour."""
    return _luminance(_channels(colour))


def contrast(one: str, other: str) -> float:
    """From 1 to 21; text needs 4.5 on its ground."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lighter_by(ratio: float, than: float) -> float:
    """The luminance that contrasts this much with a darker one."""
    return ratio * (than + 0.05) - 0.05


def darker_by(ratio: float, than: float) -> float:
    """The luminance that contrasts this much with a lighter one, black at least."""
    return max((than + 0.05) / ratio - 0.05, 0.0)


def as_light_as(colour: str, target: float) -> str:
    """The colour, mixed with white or black until it has the luminance asked for."""
    start = _channels(colour)
    end = _channels(WHITE if _luminance(start) < target else BLACK)
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        share = (low + high) / 2
        # Mixing goes towards the target from one side, whichever the end is.
        if (_luminance(_mixed(start, end, share)) < target) == (end[0] > 0):
            low = share
        else:
            high = share
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in _mixed(start, end, high))


def _mixed(one: Channels, other: Channels, share: float) -> Channels:
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def _channels(colour: str) -> Channels:
    if not _HEX.fullmatch(colour):
        raise ValueError(f"not a colour: {colour!r}")
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _luminance(channels: Channels) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
