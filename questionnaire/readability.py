"""How hard a text reads, by what can be counted.

LIX (Björnsson, 1968) means the same in Dutch and English: words a sentence plus the percentage of words of more than
six letters. Under 30 reads like a children's book, 40 like a paper, over 50 like a report.
"""

from __future__ import annotations

import re

LONG_WORD = 6
_WORD = re.compile(r"[\w'’-]+")
_SENTENCE_END = re.compile(r"(?<=[.?:!])['’\"]?\s+")


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


def lix(text: str) -> float:
    """The readability of a text of one sentence or more; 0 for one without words."""
    found = words(text)
    if not found:
        return 0.0
    long = sum(len(word) > LONG_WORD for word in found)
    return len(found) / len(sentences(text)) + 100 * long / len(found)
