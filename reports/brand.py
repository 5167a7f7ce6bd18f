"""Whose report it is: a name, a logo and two colours, from which the colour tokens of both schemes follow.

A derived token has the hue of the brand and the luminance that its default has in styles/tokens.css. Contrast depends
on luminance alone, so what is legible there is legible here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from reports import tokens
from reports.colours import LEGIBLE, WHITE, as_light_as, contrast, darker_by, lighter_by, luminance
from reports.logo import Logo

# Who made the check, also where a report carries another name.
MAKER = "Maturity Checkbot"

# A colour is rounded to whole channels, so what must be legible gets a little more.
_ENOUGH = LEGIBLE + 0.1
# The stronger colour, the ground of the cover, is visibly darker than the colour itself, and no lighter than this.
_STRONGER = 1.45
_STRONG_AT_MOST = 0.045
# The darkest paper that text stands on.
_PAPER = "color-sunk"
_LEVELS = ("level-1", "level-2", "level-3", "level-4", "level-5")
_DARK_BRAND = ("brand", "brand-strong", "brand-tint", "on-brand", "on-brand-soft", "link", *_LEVELS)
_DARK_ACTION = ("action", "action-strong", "action-tint", "on-action", "focus")


class Illegible(ValueError):
    """A colour that cannot be read on paper. The text says by how much, and which one can."""

    def __init__(self, colour: str) -> None:
        paper = tokens.light()[_PAPER]
        nearest = as_light_as(colour, darker_by(_ENOUGH, luminance(paper)))
        has = f"{colour} has a contrast of {contrast(colour, paper):.1f} with the page, and text needs {LEGIBLE}"
        super().__init__(f"{has}: take a darker one, {nearest} for example")


@dataclass(frozen=True, slots=True)
class Brand:
    """The colours are `#rrggbb`, or None for the default. Raises Illegible, or ValueError for what is no colour."""

    name: str = MAKER
    logo: Logo | None = None
    colour: str | None = None
    accent: str | None = None

    def __post_init__(self) -> None:
        for colour in filter(None, (self.colour, self.accent)):
            if contrast(colour, tokens.light()[_PAPER]) < LEGIBLE:
                raise Illegible(colour)

    @property
    def is_own(self) -> bool:
        """Whether it carries another name than the maker's."""
        return self.name != MAKER


PLAIN = Brand()


def light(brand: Brand) -> Mapping[str, str]:
    """All tokens of the light scheme, as `tokens.light` gives them."""
    return _light(brand.colour, brand.accent)


def dark(brand: Brand) -> Mapping[str, str]:
    """All tokens of the dark scheme, as `tokens.dark` gives them."""
    return _dark(brand.colour, brand.accent)


def paper_css(brand: Brand) -> str:
    """The rule that puts the brand's colours in the place of the default ones; empty for the default."""
    return _rule(light(brand), tokens.light())


def screen_css(brand: Brand) -> str:
    """The same for a web page, which has a dark scheme too."""
    at_night = _rule(dark(brand), tokens.dark())
    return paper_css(brand) + (f"@media screen and (prefers-color-scheme: dark){{{at_night}}}" if at_night else "")


def _rule(values: Mapping[str, str], default: Mapping[str, str]) -> str:
    changed = "".join(f"--{name}:{value};" for name, value in values.items() if value != default[name])
    return f":root{{{changed}}}" if changed else ""


@lru_cache(maxsize=8)
def _light(colour: str | None, accent: str | None) -> Mapping[str, str]:
    values = dict(tokens.light())
    if colour:
        own, strong = _pair(colour)
        soft = as_light_as(own, max(lighter_by(_ENOUGH, luminance(own)), luminance(values["color-on-brand-soft"])))
        values |= _as_light_as_default(dict.fromkeys(_LEVELS, colour), values)
        values |= {"color-brand": own, "color-brand-strong": strong, "color-brand-tint": _tint(own, "brand")}
        values |= {"color-link": own, "color-on-brand": WHITE, "color-on-brand-soft": soft}
    if accent:
        own, strong = _pair(accent)
        values |= {"color-action": own, "color-action-strong": strong, "color-action-tint": _tint(own, "action")}
        values |= {"color-focus": own, "color-on-action": WHITE}
    return MappingProxyType(values)


@lru_cache(maxsize=8)
def _dark(colour: str | None, accent: str | None) -> Mapping[str, str]:
    default = tokens.dark()
    hues = dict.fromkeys(_DARK_BRAND, colour) | dict.fromkeys(_DARK_ACTION, accent)
    given = {name: hue for name, hue in hues.items() if hue}
    return MappingProxyType({**default, **_as_light_as_default(given, default)})


def _as_light_as_default(hues: Mapping[str, str], default: Mapping[str, str]) -> dict[str, str]:
    """The tokens of these names, each of the hue given."""
    return {f"color-{name}": as_light_as(hue, luminance(default[f"color-{name}"])) for name, hue in hues.items()}


def _pair(given: str) -> tuple[str, str]:
    """A colour and a stronger one. What is given is the first; the second, where it is too dark for a darker one."""
    own = luminance(given)
    if own < _STRONG_AT_MOST:
        return as_light_as(given, lighter_by(_STRONGER, own)), given
    return given, as_light_as(given, min(darker_by(_STRONGER, own), _STRONG_AT_MOST))


def _tint(own: str, name: str) -> str:
    default = luminance(tokens.light()[f"color-{name}-tint"])
    return as_light_as(own, max(lighter_by(_ENOUGH, luminance(own)), default))
