"""Free text to an option, a number or an intent, with how sure that is. Rules first, then likeness; never a guess.

What it makes of words it has not seen: `python -m tests.bench understanding`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from questionnaire.model import LOCALES, Form, Option, Question
from questionnaire.understanding import words
from questionnaire.understanding.intents import Intent
from questionnaire.understanding.likeness import Encoder, Index
from questionnaire.understanding.utterances import Utterances

COPY = 85.0
COPY_MARGIN = 10.0
# A copy of one or two words is too little to go by: 'ja' is part of 'jaarlijks'.
COPY_LETTERS = 6
LIKELIEST = 3


Texts = tuple[tuple[str, tuple[str, ...]], ...]
"""By option id, in the order shown: normal words that stand for it. Hashable, so that an index is made once."""


class Sure(StrEnum):
    """What may be done with it: take it, ask whether it is right, or show the options."""

    TAKE = "take"
    ASK = "ask"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Heard:
    """An intent, or `values` as `dialogue.Event` has them; when unclear, the likeliest options if any."""

    sure: Sure
    values: tuple[str, ...] = ()
    intent: Intent | None = None


def hear(question: Question, said: str, utterances: Utterances, proposed: bool = False) -> Heard:
    """What someone means who says this to this question. Never raises.

    Only after something was proposed is a bare yes or no a reply to that; else it is the start of an answer.
    """
    plain = words.normal(said)
    wish = utterances.wish(plain)
    if wish in (Intent.YES, Intent.NO) and not proposed:
        return _bare(question, plain)
    texts = _texts(question.id, question.options, utterances)
    heard = _by_rule(question, plain, texts, wish)
    if heard is None and question.form is Form.SEVERAL:
        heard = _by_parts(question, plain, texts, _wishes(utterances, proposed))
    if heard is None:
        heard = _by_likeness(plain, texts, _wishes(utterances, proposed))
    if heard.sure is Sure.TAKE and heard.intent is None and words.hedged(plain):
        return replace(heard, sure=Sure.ASK)
    return heard


def prepare(utterances: Utterances) -> None:
    """Make now, and keep, the most that `hear` would make at first; a question's options cost little, once."""
    for proposed in (False, True):
        _wishes(utterances, proposed)


def _bare(question: Question, plain: str) -> Heard:
    """A yes or a no by itself: the one option that begins with it is asked about, of several the respondent chooses."""
    word = next((word for word in ("ja", "nee", "yes", "no") if plain.split()[0] == word), None)
    starts = tuple(o.id for o in question.options if word in [words.normal(o.text[x]).split()[0] for x in LOCALES])
    return Heard(Sure.ASK if len(starts) == 1 else Sure.UNCLEAR, starts[:LIKELIEST])


def _by_rule(question: Question, plain: str, texts: Texts, wish: Intent | None) -> Heard | None:
    if question.form is Form.SLIDER:
        return _number(question, plain)
    if wish is not None:
        return Heard(Sure.TAKE, intent=wish)
    same = [option for option, said in texts if plain in said]
    if len(same) == 1:
        return Heard(Sure.TAKE, (same[0],))
    if (ranges := _ranges(question)) and words.numbers(plain):
        return _in_range(ranges, plain)
    return _pointed(question, words.places(plain, len(question.options)))


def _number(question: Question, plain: str) -> Heard | None:
    scale = question.scale
    assert scale is not None, f"{question.id}: a slider has a scale, which the loader sees to"
    found = [n for n in words.shares(plain) if scale.minimum <= n <= scale.maximum]
    if not found:
        return None
    return Heard(Sure.TAKE if len(found) == 1 else Sure.ASK, (str(round(sum(found) / len(found))),))


def _pointed(question: Question, places: Sequence[int]) -> Heard | None:
    """Options by their place. Two places where one is wanted is 'between 2 and 3': ask about the first of them."""
    values = tuple(question.options[place - 1].id for place in places)
    if not values:
        return None
    if question.form is Form.SEVERAL or len(values) == 1:
        return Heard(Sure.TAKE, values)
    return Heard(Sure.ASK, values[:1])


def _ranges(question: Question) -> Mapping[str, tuple[float, float]]:
    """The numbers that each option stands for, where options are ranges such as '2 to 10'; else nothing."""
    if sum(any(c.isdigit() for c in option.text.en) for option in question.options) < 2 or _wordy(question):
        return {}
    found: dict[str, tuple[float, float]] = {}
    for option in question.options:
        figures = words.numbers(words.normal(option.text.en))
        if len(figures) == 2:
            found[option.id] = (figures[0], figures[1])
        elif figures and option.text.en.startswith(("More", "Over")):
            found[option.id] = (figures[0] + 1, float("inf"))
    return found


def _wordy(question: Question) -> bool:
    """Whether the options are sentences, in which a number is no range; one that says 'none' may be."""
    return sum(len(option.text.en.split()) > 6 for option in question.options) > 1


def _in_range(ranges: Mapping[str, tuple[float, float]], plain: str) -> Heard | None:
    """The option whose range holds the one number that was named."""
    figures = words.numbers(plain)
    inside = [id_ for id_, (low, high) in ranges.items() if figures and low <= figures[0] <= high]
    return Heard(Sure.TAKE, (inside[0],)) if len(inside) == 1 and len(figures) == 1 else None


def _by_parts(question: Question, plain: str, texts: Texts, wishes: Index) -> Heard | None:
    """Several options named in one sentence: each part must be clear by itself."""
    parts = [part for part in re.split(r"\b(?:en|and|plus|ook|also)\b", plain) if part.strip()]
    if len(parts) < 2:
        return None
    heard = [_by_likeness(part.strip(), texts, wishes) for part in parts]
    if any(each.intent or each.sure is Sure.UNCLEAR for each in heard):
        return None
    values = tuple(dict.fromkeys(value for each in heard for value in each.values))
    if any(question.option[value].exclusive for value in values):
        return None
    return Heard(Sure.TAKE if all(each.sure is Sure.TAKE for each in heard) else Sure.ASK, values)


def _by_likeness(plain: str, texts: Texts, wishes: Index) -> Heard:
    bounds = wishes.bounds
    options = _options(texts, wishes.encoder).ranked(plain) if texts else []
    intents = wishes.ranked(plain)
    if intents and intents[0][1] >= bounds.wish and (not options or intents[0][1] > options[0][1] + bounds.wish_margin):
        return Heard(Sure.TAKE, intent=Intent(intents[0][0]))
    if not options:
        return Heard(Sure.UNCLEAR)
    copied = _copied(plain, texts)
    if copied:
        return Heard(Sure.TAKE, (copied,))
    (best, cosine), (_, next_best) = options[0], (*options, ("", 0.0))[1]
    if cosine >= bounds.accept and cosine - next_best >= bounds.margin and _agrees(plain, dict(texts)[best]):
        return Heard(Sure.TAKE, (best,))
    if cosine >= bounds.ask and cosine > next_best:
        return Heard(Sure.ASK, (best,))
    return Heard(Sure.UNCLEAR, tuple(option for option, cosine in options[:LIKELIEST] if cosine >= bounds.likely))


def _copied(plain: str, texts: Texts) -> str | None:
    """The option whose text was typed over, but for a slip, and no other that comes near."""
    if len(plain) < COPY_LETTERS:
        return None
    scored = sorted(((max(fuzz.partial_ratio(plain, t) for t in said), id_) for id_, said in texts))
    best, runner_up = scored[-1], scored[-2] if len(scored) > 1 else (0.0, "")
    if best[0] < COPY or best[0] - runner_up[0] < COPY_MARGIN:
        return None
    return best[1] if _agrees(plain, dict(texts)[best[1]]) else None


def _agrees(plain: str, said: Sequence[str]) -> bool:
    """Whether the likest example denies something where this does: letters alone do not see a 'not'."""
    likest = max(said, key=lambda text: fuzz.ratio(plain, text))
    return words.negated(plain) == words.negated(likest)


@lru_cache(maxsize=200)
def _texts(question: str, options: tuple[Option, ...], utterances: Utterances) -> Texts:
    """Each option's own text and what people say for it."""
    said = utterances.answers.get(question, {})
    own = ((option.id, tuple(words.normal(option.text[locale]) for locale in LOCALES)) for option in options)
    return tuple((id_, texts + said.get(id_, ())) for id_, texts in own)


@lru_cache(maxsize=200)
def _options(texts: Texts, encoder: Encoder | None) -> Index:
    return Index(dict(texts), encoder)


@lru_cache(maxsize=4)
def _wishes(utterances: Utterances, proposed: bool) -> Index:
    """What someone can want; a yes or a no only to something that was proposed."""
    bare = () if proposed else (Intent.YES, Intent.NO)
    said = {intent: texts for intent, texts in utterances.intents.items() if intent not in bare}
    return Index(said, utterances.encoder)
