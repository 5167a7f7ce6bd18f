"""The design tokens of styles/tokens.css as values, for what cannot read custom properties: charts and mail.

The report on paper takes the light scheme only, since a PDF has no other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

STYLES = Path(__file__).parent / "styles"

_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_PROPERTY = re.compile(r"--([a-z0-9-]+)\s*:\s*([^;]+);")
_DARK = "@media screen and (prefers-color-scheme: dark)"


@cache
def light() -> Mapping[str, str]:
    """Value by token name, without the leading dashes: `light()["color-ink"]` is a hex colour."""
    return _properties(light_css())


@cache
def dark() -> Mapping[str, str]:
    """The light tokens with what the dark scheme puts in their place."""
    _, found, rest = _stylesheet().partition(_DARK)
    if not found:
        raise ValueError(f"tokens.css has no block {_DARK!r}")
    return MappingProxyType({**light(), **_properties(rest)})


@cache
def light_css() -> str:
    """The `:root` rule of the light scheme alone, without any media query."""
    match = _ROOT.search(_stylesheet())
    if match is None:
        raise ValueError("tokens.css has no :root rule")
    return match.group(0)


def _stylesheet() -> str:
    text = (STYLES / "tokens.css").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def _properties(css: str) -> Mapping[str, str]:
    match = _ROOT.search(css)
    if match is None:
        raise ValueError("tokens.css: a scheme without a :root rule")
    return MappingProxyType({name: value.strip() for name, value in _PROPERTY.findall(match.group(1))})
