"""What is understood of answers and wishes that were not used to learn from: `python -m tests.bench understanding`."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from questionnaire import yaml_file
from questionnaire.loader import LATEST, published
from questionnaire.understanding import semantic
from questionnaire.understanding.hear import Heard, Sure, hear
from questionnaire.understanding.utterances import Utterances, trained
from tests.bench.figures import MILLISECONDS, PERCENT, Figure, Outcome

HELD_OUT = Path(__file__).parent.parent / "content" / "utterances"
# A choose-one question of five options: what a wish or nonsense is said to.
ASKED = "experience.handover"
HARMLESS = {"proposed right", "proposed other", "shown"}


@cache
def held_out(name: str) -> list[dict[str, Any]]:
    """The sentences of one file; read once, so that reading is not measured."""
    cases: list[dict[str, Any]] = yaml_file.plain(HELD_OUT / f"{name}.yaml")
    return cases


def answers(known: Utterances) -> Iterator[tuple[dict[str, Any], str]]:
    """Each held-out answer with what became of it."""
    questions = published().questions
    for case in held_out("answers"):
        heard = hear(questions[case["question"]], case["said"], known)
        yield case, fate(heard, case["expect"])


def wishes(known: Utterances) -> Iterator[tuple[str, Heard]]:
    """The intent of each held-out wish, 'none' for a sentence that is no wish, with what was heard."""
    question = published().questions[ASKED]
    for case in held_out("intents"):
        yield case["intent"], hear(question, case["said"], known)


def fate(heard: Heard, expected: str) -> str:
    if heard.intent:
        return "taken for a wish"
    right = bool(heard.values) and heard.values[0] == expected
    if heard.sure is Sure.TAKE:
        return "taken right" if heard.values == (expected,) else "taken wrong"
    if heard.sure is Sure.ASK:
        return "proposed right" if right else "proposed other"
    return "shown"


def share(counts: Counter[str], kinds: set[str]) -> float:
    """Of 100."""
    return 100 * sum(counts[kind] for kind in kinds) / max(counts.total(), 1)


def measure() -> Outcome:
    """Shares of 100 held-out sentences. With the extra installed: by meaning as well, beside by letters alone."""
    by_letters = _measured(trained(LATEST))
    figures = list(by_letters.values())
    if semantic.ENCODER:
        by_meaning = _measured(semantic.known(LATEST))
        figures = [replace(by_meaning[what], beside=by_letters[what].value, alone=True) for what in by_meaning]
    said, heard = len(held_out("answers")), len(held_out("intents"))
    return Outcome(
        f"understanding: {said} answers and {heard} wishes by people nothing was learnt from",
        "by meaning" if semantic.ENCODER else "by letters",
        "by letters" if semantic.ENCODER else "",
        figures,
    )


def _measured(known: Utterances) -> dict[str, Figure]:
    """By what each figure tells; indexes are made before the time is measured."""
    list(answers(known))
    began = time.perf_counter()
    said = Counter(fate for _, fate in answers(known))
    took = (time.perf_counter() - began) / said.total() * 1000
    heard = list(wishes(known))
    strange = [each.sure is Sure.TAKE for wanted, each in heard if wanted == "none"]
    taken = said["taken right"] + said["taken wrong"]
    figures = [
        Figure("right or harmless", share(said, HARMLESS | {"taken right"}), PERCENT, least=99),
        Figure("taken wrong, or for a wish", share(said, {"taken wrong", "taken for a wish"}), PERCENT, most=1),
        Figure("right or rightly proposed", share(said, {"taken right", "proposed right"}), PERCENT, least=70),
        Figure("taken at once", 100 * taken / said.total(), PERCENT),
        Figure("right of what is taken at once", 100 * said["taken right"] / taken, PERCENT),
        Figure("out of scope, not taken for anything", 100 * strange.count(False) / len(strange), PERCENT),
        Figure("wishes, mean F1 of the intents", 100 * f1(heard), PERCENT),
        Figure("an utterance", took, MILLISECONDS),
    ]
    return {figure.what: figure for figure in figures}


def f1(heard: list[tuple[str, Heard]]) -> float:
    """Mean over the intents of 2PR / (P + R)."""
    scores = []
    for intent in {wanted for wanted, _ in heard if wanted != "none"}:
        right = sum(wanted == intent == each.intent for wanted, each in heard)
        named = sum(wanted == intent for wanted, _ in heard) + sum(each.intent == intent for _, each in heard)
        scores.append(2 * right / named)
    return statistics.mean(scores)
