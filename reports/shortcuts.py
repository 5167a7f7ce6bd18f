"""Shortcuts through WeasyPrint 70, which works out the same things again and again. The PDF is the same, to the byte,
but for how tightly it is packed.

Each stands in the place of one function and falls back on it. `tests/reports/test_shortcuts.py` compares the bytes with
and without, and refuses another version: look at each again then, or drop it. Nothing but time depends on them.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import pydyf
from weasyprint import CSS, HTML
from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.counters import CounterStyle
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.formatting_structure import boxes
from weasyprint.html import UA
from weasyprint.layout import LayoutContext, layout_document, percent
from weasyprint.text import line_break

VERSION, PYDYF_VERSION = "70.0", "0.13.0"
COMPRESSION = 7

# A report has up to 1,900 different lines and shares most with others: this is 20 MB, and more than 24 reports need.
LINES_KEPT = 20_000
# Each key holds the rest of its paragraph, so nothing is kept of a text that somebody made very long.
LONGEST_KEPT = 1_000
_VARIANTS = ("ligatures", "position", "caps", "numeric", "alternates", "east_asian")
_TEXT = (
    *("font_family", "font_size", "font_style", "font_stretch", "font_weight", "font_kerning", "font_feature_settings"),
    *("font_variation_settings", "font_language_override", *(f"font_variant_{name}" for name in _VARIANTS)),
    *("lang", "direction", "letter_spacing", "word_spacing", "white_space", "overflow_wrap", "word_break", "tab_size"),
    *("hyphens", "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphenate_character", "text_decoration_line"),
)
_COMPUTED_TOGETHER = {"float", "display", "position", "page"}
_SIZES = (
    *(f"{edge}_{side}" for edge in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"{most}{side}" for most in ("", "min_", "max_") for side in ("width", "height")),
    *(f"border_{side}_width" for side in ("left", "right", "top", "bottom")),
)
# Collapsed borders are as wide as the wider of two neighbours, and a page's margins go by its height.
_OF_THEIR_OWN = (
    *(boxes.PageBox, boxes.TableBox, boxes.TableCellBox, boxes.TableRowBox, boxes.TableRowGroupBox),
    *(boxes.TableColumnBox, boxes.TableColumnGroupBox),
)


def _is_simple(name: str) -> bool:
    return name not in _COMPUTED_TOGETHER and not name.startswith(("text_decoration_", "__"))


_INHERITED = frozenset(name for name in INHERITED if _is_simple(name) and name not in PHYSICAL_FUNCTIONS)
_INITIAL = frozenset(
    name for name in INITIAL_VALUES if _is_simple(name) and name not in INHERITED and name not in INITIAL_NOT_COMPUTED
)
# margin_left is not declared where margin_inline_start is not, in a text from left to right.
_LOGICAL = {
    name: {direction: logical(block="ttb", inline=direction) for direction in ("ltr", "rtl")}
    for name, logical in PHYSICAL_FUNCTIONS.items()
}


def split_first_line(text: str, style: Any, context: Any, max_width: Any, *rest: Any, **named: Any) -> tuple[Any, ...]:
    """A line of the same text, look and width breaks as it did before; a letter of a chart is as wide."""
    if len(text) > LONGEST_KEPT:
        return tuple(_split_first_line(text, style, context, max_width, *rest, **named))
    lines = style.font_config.__dict__.setdefault("lines", {})
    key = (text, _look(style), max_width, rest, *named.items())
    line = lines.get(key)
    if line is None:
        if len(lines) >= LINES_KEPT:
            lines.clear()
        line = lines[key] = _split_first_line(text, style, context, max_width, *rest, **named)
    layout = line_break.Layout.__new__(line_break.Layout)
    layout.__dict__.update(line[0].__dict__)
    return layout, *line[1:]


def _look(style: Any) -> int:
    """A number for all that the width of a text depends on."""
    kept: dict[str, Any] = style.__dict__
    if "look" not in kept:
        values = tuple(tuple(value) if isinstance(value, list) else value for value in map(style.__getitem__, _TEXT))
        looks = style.font_config.__dict__.setdefault("looks", {})
        kept["look"] = looks.setdefault(values, len(looks))
    return int(kept["look"])


def strut(style: Any) -> tuple[float, float]:
    """The height and baseline of an empty line are those of its style."""
    kept: dict[str, Any] = style.__dict__
    if "strut" not in kept:
        kept["strut"] = _strut(style)
    height, baseline = kept["strut"]
    return height, baseline


def missing(style: Any, name: str) -> Any:
    """A property that no rule declares is the parent's, or the initial one."""
    if name not in style.cascaded:
        if name in _INHERITED and style.parent_style is not None:
            value = style[name] = style.parent_style[name]
            return value
        if name in _INITIAL and (name not in _LOGICAL or _LOGICAL[name][style["direction"]] not in style.cascaded):
            value = style[name] = INITIAL_VALUES[name]
            return value
    return _missing(style, name)


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Boxes of one style in a place of one size have the same margins, padding, borders and sizes."""
    if isinstance(box, _OF_THEIR_OWN):
        _resolve_percentages(box, containing_block)
        return
    is_box = isinstance(containing_block, boxes.Box)
    place = (containing_block.width, containing_block.height) if is_box else tuple(containing_block)
    kept = box.style.__dict__.setdefault("sizes", {})
    if place in kept:
        box.__dict__.update(kept[place])
    else:
        _resolve_percentages(box, containing_block)
        kept[place] = {name: box.__dict__[name] for name in _SIZES}


def layout_pages(html: Any, root_box: Any, context: LayoutContext, max_loops: int = 8) -> Iterator[Any]:
    """What was only needed to lay the pages out goes before they are drawn, else the collector has to find it."""
    yield from _layout_document(html, root_box, context, max_loops)
    needed = {name: context.__dict__[name] for name in ("font_config", "dictionaries", "get_image_from_uri")}
    context.__dict__.clear()
    context.__dict__.update(needed)


def ua_stylesheets(html: HTML, forms: bool = False) -> list[CSS]:
    """No element but `li` gets a marker, and none the five parts of a note: each would be a style of its own."""
    return _ua_stylesheets(html, forms) if forms else [_sheet_without_notes()]


@cache
def _sheet_without_notes() -> CSS:
    sheet = re.sub(r"(?m)^::(footnote|note)-\w+ .*$", "", UA)
    return CSS(string=sheet.replace("\n::marker", "\nli::marker"), counter_style=CounterStyle())


def compressobj(level: int) -> Any:
    """Two per cent larger, in a quarter of the time."""
    return zlib.compressobj(min(level, COMPRESSION))


def take() -> None:
    """Put the shortcuts in place, in this process. Doing so again changes nothing."""
    for owner, name, _, ours in shortcuts():
        setattr(owner, name, ours)


def shortcuts() -> list[tuple[Any, str, Any, Any]]:
    """Where each goes, as owner, name, WeasyPrint's function and ours: everywhere the function was imported to."""
    found = [
        (ComputedStyle, "__missing__", _missing, missing),
        (HTML, "_ua_stylesheets", _ua_stylesheets, ua_stylesheets),
        (pydyf, "zlib", zlib, _ZLIB),
    ]
    for theirs, ours in _FUNCTIONS.items():
        name = theirs.__name__
        modules = [module for where, module in sys.modules.items() if where.startswith("weasyprint")]
        found += [(module, name, theirs, ours) for module in modules if getattr(module, name, None) in (theirs, ours)]
    return found


_ZLIB = SimpleNamespace(**{**vars(zlib), "compressobj": compressobj})
_missing = ComputedStyle.__missing__
_ua_stylesheets = HTML._ua_stylesheets
_split_first_line = line_break.split_first_line
_strut = line_break.strut
_resolve_percentages = percent.resolve_percentages
_layout_document = layout_document
_FUNCTIONS = {
    _split_first_line: split_first_line,
    _strut: strut,
    _resolve_percentages: resolve_percentages,
    _layout_document: layout_pages,
}
