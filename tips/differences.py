"""What changed between two wordings of a tip, to the word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A word with the space behind it, or a new line; joined they are the text again.
_WORD = re.compile(r"\n|[^\S\n]+|[^\s]+[^\S\n]*")


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field whose text changed, with the text as it was and as it is in `pieces`."""

    field: str
    pieces: tuple[Piece, ...]


def between(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Difference, ...]:
    """The fields that differ, in the order of the old text; a field that one of them lacks is empty there."""
    fields = dict.fromkeys((*old, *new))
    return tuple(
        Difference(field, words(old.get(field, ""), new.get(field, "")))
        for field in fields
        if old.get(field, "") != new.get(field, "")
    )


def words(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in order: without what is gone they are the new one, without what is new the old."""
    return tuple(_pieces(_WORD.findall(old), _WORD.findall(new)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(old[start:end]))
            continue
        if end > start:
            yield Piece(Change.GONE, "".join(old[start:end]))
        if new_end > new_start:
            yield Piece(Change.NEW, "".join(new[new_start:new_end]))
