"""What is understood of answers and wishes that were not used to learn from: `python -m tests.bench understanding`."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from questionnaire import yaml_file
from questionnaire.loader import LATEST, published
from questionnaire.understanding.hear import Heard, Sure, hear
from questionnaire.understanding.utterances import Intent, trained
from tests.bench.figures import MILLISECONDS, PERCENT, Figure, Outcome

HELD_OUT = Path(__file__).parent.parent / "content" / "utterances"
# A choose-one question of five options: what a wish or nonsense is said to.
ASKED = "experience.handover"
HARMLESS = {"proposed right", "proposed other", "shown"}


def answers() -> Iterator[tuple[dict[str, Any], str]]:
    """Each held-out answer with what became of it."""
    questionnaire, utterances = published(), trained(LATEST)
    for case in yaml_file.plain(HELD_OUT / "answers.yaml"):
        heard = hear(questionnaire.questions[case["question"]], case["said"], utterances)
        yield case, _of_answer(heard, case["expect"])


def wishes() -> Iterator[tuple[dict[str, Any], str]]:
    """Each held-out wish, and each sentence that is none ('none'), with what became of it."""
    question, utterances = published().questions[ASKED], trained(LATEST)
    for case in yaml_file.plain(HELD_OUT / "intents.yaml"):
        yield case, _of_wish(hear(question, case["said"], utterances), case["intent"])


def _of_answer(heard: Heard, expected: str) -> str:
    if heard.intent:
        return "taken for a wish"
    right = bool(heard.values) and heard.values[0] == expected
    if heard.sure is Sure.TAKE:
        return "taken right" if heard.values == (expected,) else "taken wrong"
    if heard.sure is Sure.ASK:
        return "proposed right" if right else "proposed other"
    return "shown"


def _of_wish(heard: Heard, expected: str) -> str:
    if heard.sure is not Sure.TAKE:
        return "proposed other" if heard.sure is Sure.ASK else "shown"
    if heard.intent is None:
        return "taken for an answer"
    return "taken right" if heard.intent is not None and heard.intent == expected else "taken wrong"


def share(counts: Counter[str], kinds: set[str]) -> float:
    """Of 100."""
    return 100 * sum(counts[kind] for kind in kinds) / max(counts.total(), 1)


def measure() -> Outcome:
    """Shares of 100 held-out sentences, and the time one takes; indexes are made before it is measured."""
    said = Counter(fate for _, fate in answers())
    began = time.perf_counter()
    said = Counter(fate for _, fate in answers())
    each = (time.perf_counter() - began) / said.total() * 1000
    fates = list(wishes())
    strange = Counter(fate for case, fate in fates if case["intent"] == "none")
    taken = said["taken right"] + said["taken wrong"]
    return Outcome(
        f"understanding: {said.total()} answers and {len(fates)} wishes by people nothing was learnt from",
        "of 100",
        "",
        [
            Figure("right or harmless", share(said, HARMLESS | {"taken right"}), PERCENT, least=99),
            Figure("taken wrong, or for a wish", share(said, {"taken wrong", "taken for a wish"}), PERCENT, most=1),
            Figure("right or rightly proposed", share(said, {"taken right", "proposed right"}), PERCENT, least=70),
            Figure("taken at once", 100 * taken / said.total(), PERCENT),
            Figure("right of what is taken at once", 100 * said["taken right"] / taken, PERCENT),
            Figure("out of scope, not taken for anything", share(strange, HARMLESS), PERCENT),
            Figure("wishes, mean F1 of the intents", 100 * f1(fates), PERCENT),
            Figure("an utterance", each, MILLISECONDS),
        ],
    )


def f1(fates: list[tuple[dict[str, Any], str]]) -> float:
    """Mean over the intents of 2PR / (P + R)."""
    question, utterances = published().questions[ASKED], trained(LATEST)
    got = [(case["intent"], hear(question, case["said"], utterances).intent) for case, _ in fates]
    scores = []
    for intent in {wanted for wanted, _ in got if wanted != "none"}:
        right = sum(wanted == intent and heard is Intent(intent) for wanted, heard in got)
        named = sum(wanted == intent for wanted, _ in got) + sum(heard is Intent(intent) for _, heard in got)
        scores.append(2 * right / named)
    return statistics.mean(scores)
