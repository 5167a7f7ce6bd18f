"""The texts of a review by name, as a form shows them: read out, put back, and two people's versions brought together.

The names are `letter`, `note:<aspect>`, `<tip>:<part>:<locale>` for an own tip and `<tip>:effort`. How the tips of an
aspect stand is told as `tips:<aspect>`, for who wants to know whether somebody changed it; it is not written so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from questionnaire.model import LOCALES, Text
from reports.added import LENGTHS, MOST_LINES
from reports.model import Origin, TipEntry
from reports.review import LETTER_LENGTH, NOTE_LENGTH, Added, AspectReview, Review
from tips.model import Effort

LETTER = "letter"
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """`texts` with the changes of both. In `clashing` stand the names that both changed, each otherwise.

    `theirs` are the names that the other changed.
    """

    texts: Texts
    clashing: tuple[str, ...]
    theirs: tuple[str, ...]


def texts(review: Review, aspects: tuple[str, ...]) -> dict[str, str]:
    """Every text of this review, by name."""
    own = (each.tip for each in review.added if each.tip.origin is Origin.OWN)
    return {
        LETTER: review.letter,
        **{f"note:{aspect}": review.of(aspect).note for aspect in aspects},
        **{name: words for tip in own for name, words in _of_tip(tip)},
        **{f"tips:{aspect}": _standing(review.of(aspect)) for aspect in aspects},
    }


def with_texts(review: Review, given: Texts) -> Review:
    """The review with these texts, each cut to its length; names that it does not have are left alone."""
    notes = {name.removeprefix("note:"): words for name, words in given.items() if name.startswith("note:")}
    parts = {part.aspect: part for part in review.aspects} | {id_: review.of(id_) for id_ in notes}
    made = (_part(part, notes.get(id_, part.note), given) for id_, part in parts.items())
    return Review(given.get(LETTER, review.letter)[:LETTER_LENGTH], tuple(made))


def tidy(words: str) -> str:
    """As it is kept: with plain line ends, and without white space around."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def digest(words: str) -> str:
    """By which a form tells what it showed."""
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:16]


def merged(kept: Texts, mine: Texts, shown: Texts) -> Merged:
    """`kept` is what stands now, `mine` what was sent, and `shown` the digests of what the form had shown."""
    known = {name: words for name, words in mine.items() if name in kept}
    was = {name: shown.get(name, digest(words)) for name, words in kept.items()}
    ours = {name for name, words in known.items() if digest(words) != was[name]}
    theirs = [name for name, words in kept.items() if digest(words) != was[name]]
    clashing = tuple(name for name in theirs if name in ours and kept[name] != known[name])
    return Merged({**kept, **{name: known[name] for name in ours}}, clashing, tuple(theirs))


def _standing(part: AspectReview) -> str:
    put_in = tuple(each.tip.id for each in part.added)
    return json.dumps([part.order, part.hidden, part.pinned, put_in])


def _of_tip(tip: TipEntry) -> Iterator[tuple[str, str]]:
    for part in LENGTHS:
        for locale in LOCALES:
            words = "\n".join(line[locale] for line in tip.how) if part == "how" else getattr(tip, part)[locale]
            yield f"{tip.id}:{part}:{locale}", words.strip("\n")
    yield f"{tip.id}:effort", tip.effort


def _part(part: AspectReview, note: str, given: Texts) -> AspectReview:
    added = tuple(_added(each, given) if each.tip.origin is Origin.OWN else each for each in part.added)
    return replace(part, note=note[:NOTE_LENGTH], added=added)


def _added(added: Added, given: Texts) -> Added:
    tip = added.tip
    now = {**dict(_of_tip(tip)), **given}

    def both(part: str) -> Text:
        return Text(*(now[f"{tip.id}:{part}:{locale}"][: LENGTHS[part]] for locale in LOCALES))

    effort = now[f"{tip.id}:effort"]
    made = replace(
        tip,
        title=both("title"),
        why=both("why"),
        how=_lines(*(now[f"{tip.id}:how:{locale}"] for locale in LOCALES)),
        effort=effort if effort in list(Effort) else tip.effort,
        effect=both("effect"),
        who=both("who"),
        kpi=both("kpi"),
    )
    return replace(added, tip=made)


def _lines(nl: str, en: str) -> tuple[Text, ...]:
    """A line of the field for each thing to do, the languages side by side."""
    both = [[line.strip()[: LENGTHS["how"]] for line in words.split("\n") if line.strip()] for words in (nl, en)]
    count = min(MOST_LINES, max(len(lines) for lines in both))
    padded = [lines + [""] * (count - len(lines)) for lines in both]
    return tuple(Text(*pair) for pair in zip(*(lines[:count] for lines in padded), strict=True))
