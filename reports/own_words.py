"""Words of a respondent or a consultant made fit to print: text and nothing else, never a template, never a header.

What the bundled fonts cannot draw is left out or shown as a question mark, so that the page looks the same on
every machine and the renderer has nothing to warn about.
"""

from __future__ import annotations

import re
import unicodedata

COMPANY_LENGTH = 80
HOPE_LENGTH = 600
TYPED_LENGTH = 160

_DRAWABLE = re.compile(
    r"[ -~\u00a1-\u00a3\u00a5-\u00ac\u00ae-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126-\u012b\u012e-\u0133"
    r"\u0136\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u015b\u015e-\u0161\u0164\u0165\u0168-\u017e"
    r"\u0218-\u021b\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac\u2122]"
)


def printable(text: str, length: int) -> str:
    """One paragraph of at most `length` characters; a longer text ends in an ellipsis."""
    drawn = "".join(_drawn(character) for character in unicodedata.normalize("NFC", text[: length * 4]))
    flat = " ".join(drawn.split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"


def paragraphs(text: str, length: int) -> tuple[str, ...]:
    """The paragraphs of a longer text of at most `length` characters: an empty line begins another one."""
    parts = re.split(r"\n\s*\n", text[:length].replace("\r", ""))
    return tuple(words for part in parts if (words := printable(part, length)))


def _drawn(character: str) -> str:
    """The character itself, its plain form, a space for white space, nothing for a symbol, else a question mark."""
    if _DRAWABLE.fullmatch(character):
        return character
    if character.isspace():
        return " "
    if unicodedata.category(character)[0] in "CMS":
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return plain if all(_DRAWABLE.fullmatch(c) for c in plain) else "?"
