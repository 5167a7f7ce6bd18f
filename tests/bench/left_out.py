"""What is understood of the seeds when one kind of person is left out of them: `python -m tests.bench left_out`.

The bounds in `likeness.py` are set by this, so that the held-out sentences stay unseen. The utterances of an option
stand in the order of four kinds of people; of each wish, every fourth is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from questionnaire import yaml_file
from questionnaire.loader import LATEST, published
from questionnaire.model import LOCALES, Question
from questionnaire.understanding import semantic
from questionnaire.understanding.hear import Heard, Sure, hear
from questionnaire.understanding.intents import Intent
from questionnaire.understanding.likeness import Encoder
from questionnaire.understanding.utterances import SEEDS, Utterances
from questionnaire.understanding.words import normal
from tests.bench.figures import PERCENT, Figure, Outcome
from tests.bench.understanding import fate

KINDS = 4
BARE = {Intent.YES, Intent.NO}

Labelled = dict[str, dict[str, list[str]]]
"""By label and language: what people say for it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and the question it answers, or a wish, whose question is None."""

    question: str | None
    label: str
    text: str


def measure(every: int = 1) -> Outcome:
    """Shares of 100, of each `every`-th sentence. With the extra installed: by meaning as well, beside by letters."""
    figures = _figures(None, every)
    if semantic.ENCODER:
        beside = {figure.what: figure.value for figure in figures}
        figures = [replace(each, beside=beside[each.what]) for each in _figures(semantic.ENCODER, every)]
    return Outcome(
        "left_out: the seeds, each kind of person left out in turn",
        "by meaning" if semantic.ENCODER else "by letters",
        "by letters" if semantic.ENCODER else "",
        figures,
    )


def _figures(encoder: Encoder | None, every: int) -> list[Figure]:
    answers, wishes, foreign = Counter[str](), Counter[str](), Counter[str]()
    for kind in range(KINDS):
        known = _known(kind, encoder)
        for place, said in enumerate(list(_left_out(kind))[::every]):
            own, other = _asked(said, place)
            if said.question is None:
                wishes[_granted(hear(other, said.text, known), said.label)] += 1
            else:
                answers[fate(hear(own, said.text, known), said.label)] += 1
                foreign["taken" if hear(other, said.text, known).sure is Sure.TAKE else "asked"] += 1
    return [
        Figure("answers taken right", _share(answers, "taken right"), PERCENT),
        Figure("answers not taken wrong", 100 - _share(answers, "taken wrong"), PERCENT),
        Figure("answers not taken for a wish", 100 - _share(answers, "taken for a wish"), PERCENT),
        Figure("answers to another question, not taken", _share(foreign, "asked"), PERCENT),
        Figure("wishes taken right", _share(wishes, "right"), PERCENT),
        Figure("wishes not taken for another", 100 - _share(wishes, "other"), PERCENT),
        Figure("wishes not taken for an answer", 100 - _share(wishes, "answer"), PERCENT),
    ]


def _asked(said: Said, place: int) -> tuple[Question, Question]:
    """The question that is answered, and one of another aspect, a different one each time."""
    questions = [question for question in published().questions.values() if question.options]
    aspect = (said.question or "").partition(".")[0]
    others = [question for question in questions if question.id.partition(".")[0] != aspect]
    other = others[place % len(others)]
    return published().questions[said.question] if said.question else other, other


def _granted(heard: Heard, wanted: str) -> str:
    if heard.intent:
        return "right" if heard.intent == wanted else "other"
    return "answer" if heard.sure is Sure.TAKE else "asked"


def _share(counts: Counter[str], kind: str) -> float:
    return 100 * counts[kind] / max(counts.total(), 1)


def _known(left_out: int, encoder: Encoder | None) -> Utterances:
    """The seeds without one kind of person."""
    intents, answers = _seeds()
    return Utterances(
        {label: _texts(said, left_out) for label, said in intents.items()},
        {id_: {label: _texts(said, left_out) for label, said in options.items()} for id_, options in answers.items()},
        encoder,
    )


def _texts(said: dict[str, list[str]], left_out: int) -> tuple[str, ...]:
    kept = (text for locale in LOCALES for n, text in enumerate(said[locale]) if n % KINDS != left_out)
    return tuple(dict.fromkeys(normal(str(text)) for text in kept))


def _left_out(kind: int) -> Iterator[Said]:
    intents, answers = _seeds()
    for label, said in intents.items():
        if label not in BARE:
            yield from (Said(None, label, str(text)) for locale in LOCALES for text in said[locale][kind::KINDS])
    for id_, options in answers.items():
        for label, said in options.items():
            yield from (Said(id_, label, str(text)) for locale in LOCALES for text in said[locale][kind::KINDS])


@cache
def _seeds() -> tuple[Labelled, dict[str, Labelled]]:
    answers: dict[str, Labelled] = {}
    for path in sorted((SEEDS / LATEST).glob("*.yaml")):
        answers |= yaml_file.plain(path)
    return yaml_file.plain(SEEDS / "intents.yaml"), answers
