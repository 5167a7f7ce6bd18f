"""What can be read from the words alone: numbers, places in a list, a hedge, a negation. Dutch and English alike."""

from __future__ import annotations

import re
import unicodedata

_ORDINALS = (
    ("eerste", "first", "1e", "1st"),
    ("tweede", "second", "2e", "2nd"),
    ("derde", "third", "3e", "3rd"),
    ("vierde", "fourth", "4e", "4th"),
    ("vijfde", "fifth", "5e", "5th"),
    ("zesde", "sixth", "6e", "6th"),
    ("zevende", "seventh", "7e", "7th"),
    ("achtste", "eighth", "8e", "8th"),
    ("negende", "ninth", "9e", "9th"),
)
_PLACE = {word: place for place, words in enumerate(_ORDINALS, 1) for word in words}
_LAST = ("laatste", "last", "onderste", "bottom")
_POINTERS = r"(?:optie|option|antwoord|answer|nummer|number|nr|keuze|choice|de|the|het|one|ik|kies|i|choose|doe|maar)"
_COUNTED = {
    **dict.fromkeys(("nul", "zero", "niks", "nothing"), 0),
    **dict.fromkeys(("een", "one"), 1),
    **dict.fromkeys(("twee", "two"), 2),
    **dict.fromkeys(("drie", "three"), 3),
    **dict.fromkeys(("vier", "four"), 4),
    **dict.fromkeys(("vijf", "five"), 5),
    **dict.fromkeys(("zes", "six"), 6),
    **dict.fromkeys(("zeven", "seven"), 7),
    **dict.fromkeys(("acht", "eight"), 8),
    **dict.fromkeys(("negen", "nine"), 9),
    **dict.fromkeys(("tien", "ten"), 10),
    **dict.fromkeys(("twaalf", "twelve", "dozen", "dozijn"), 12),
    **dict.fromkeys(("vijftien", "fifteen"), 15),
    **dict.fromkeys(("twintig", "twenty"), 20),
    **dict.fromkeys(("dertig", "thirty"), 30),
    **dict.fromkeys(("veertig", "forty"), 40),
    **dict.fromkeys(("vijftig", "fifty"), 50),
    **dict.fromkeys(("zestig", "sixty"), 60),
    **dict.fromkeys(("zeventig", "seventy"), 70),
    **dict.fromkeys(("tachtig", "eighty"), 80),
    **dict.fromkeys(("negentig", "ninety"), 90),
    **dict.fromkeys(("honderd", "hundred"), 100),
}
_SHARES = {
    "helft": 50, "half": 50, "kwart": 25, "quarter": 25, "driekwart": 75, "three quarters": 75, "tweederde": 67,
    "twee derde": 67, "two thirds": 67, "eenderde": 33, "een derde": 33, "a third": 33,
}  # fmt: skip
_HEDGES = re.compile(
    r"\b(ja maar|nee maar|maar|soms|deels|gedeeltelijk|half om half|beetje|min of meer|misschien|meestal|ongeveer zo|"
    r"denk|geloof|zoiets|alleen in de (pilot|proef)|nog niet (overal|altijd)|niet (overal|altijd)|tussen|twijfel|"
    r"yes but|no but|but|sometimes|partly|kind of|sort of|more or less|maybe|perhaps|mostly|guess|think|"
    r"only in the (pilot|trial)|not (everywhere|always)|between|somewhere)\b"
)
_NEGATIONS = re.compile(
    r"\b(niet|geen|nooit|niets|niks|niemand|nergens|zonder|nee|not|no|never|nothing|nobody|none|nowhere|without|"
    r"don t|doesn t|can t|cannot|isn t|aren t|won t|haven t|hasn t)\b"
)


def normal(text: str) -> str:
    """Small letters without accents; all but letters, digits and % is one space."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(character for character in flat if not unicodedata.combining(character))
    return " ".join(re.sub(r"[^\w%]+", " ", letters).replace("_", " ").split())


def hedged(said: str) -> bool:
    """Whether these normal words take back part of what they say."""
    return _HEDGES.search(said) is not None


def negated(said: str) -> bool:
    """Whether these normal words deny something."""
    return _NEGATIONS.search(said) is not None


def places(said: str, length: int) -> tuple[int, ...]:
    """The places in a list of `length` that these normal words point at, and nothing else: 'de derde', '2 of 3'."""
    bare = re.sub(rf"\b{_POINTERS}\b", " ", _HEDGES.sub(" ", said))
    found: list[int] = []
    for word in bare.split():
        if word in ("tussen", "between", "en", "and", "of", "or", "tot", "to"):
            continue
        place = _place(word, length)
        if place is None:
            return ()
        found.append(place)
    return tuple(dict.fromkeys(found)) if all(1 <= place <= length for place in found) else ()


def _place(word: str, length: int) -> int | None:
    if word in _LAST:
        return length
    if word in _PLACE:
        return _PLACE[word]
    if word.isascii() and word.isdecimal() and len(word) < 3:
        return int(word)
    return _COUNTED.get(word)


def numbers(said: str) -> tuple[int, ...]:
    """The whole numbers in these normal words, in order: digits, counting words and their compounds with 'en'."""
    found = []
    for word in said.replace("%", " ").split():
        if word.isascii() and word.isdecimal() and len(word) < 8:
            found.append(int(word))
        elif word in _COUNTED and word not in ("een", "one"):
            found.append(_COUNTED[word])
    return tuple(found)


def shares(said: str) -> tuple[int, ...]:
    """The percentages in these normal words, also as 'de helft' or 'a quarter'."""
    for words, percent in sorted(_SHARES.items(), key=lambda share: -len(share[0])):
        if re.search(rf"\b{words}\b", said):
            return (percent,)
    return numbers(said)
