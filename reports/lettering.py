"""Breaking a text into lines where nobody measures it for us: SVG has no line breaks of its own.

Widths are estimates in units of the font size, on the wide side for the bundled fonts, so that a label may
end early but never runs out of its place.
"""

from __future__ import annotations

_NARROW = frozenset("fijlrtI.,:;'’|!()[]- ")
_WIDE = frozenset("mwMW@%&—…")


def width(text: str, size: float) -> float:
    """The width of a line of semi-bold text, never less than what the bundled fonts need."""
    return size * sum(_em(character) for character in text)


def lines(text: str, room: float, size: float) -> tuple[str, ...]:
    """The text in lines of at most `room` wide; a word that is wider by itself is broken with a hyphen."""
    done: list[str] = []
    for word in (part for whole in text.split() for part in _pieces(whole, room, size)):
        if done and not done[-1].endswith("-") and width(f"{done[-1]} {word}", size) <= room:
            done[-1] += f" {word}"
        else:
            done.append(word)
    return tuple(done)


def _pieces(word: str, room: float, size: float) -> list[str]:
    if width(word, size) <= room:
        return [word]
    pieces = [""]
    for character in word:
        if pieces[-1] and width(f"{pieces[-1]}{character}-", size) > room:
            pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += character
    return pieces


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.44
    if character in _WIDE:
        return 1.0
    if character.isupper():
        return 0.78
    return 0.67 if character.isdigit() else 0.64
