"""What people say for an option and for an intent: written as YAML, read by the running program as one JSON file.

A published questionnaire never changes, but what is understood of an answer may: so these stand beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from questionnaire import yaml_file
from questionnaire.model import LOCALES, Questionnaire
from questionnaire.understanding.intents import Intent
from questionnaire.understanding.likeness import Encoder
from questionnaire.understanding.words import normal
from questionnaire.yaml_file import ContentError, Problem

SEEDS = Path(__file__).parent.parent / "utterances"
FEWEST_OF_OPTION = 4
FEWEST_OF_INTENT = 25

Said = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Utterances:
    """Normal words by intent, and by question and option; both languages together, as people mix them.

    They are likened by letters, and by the encoder as well where there is one.
    """

    intents: Said
    answers: Mapping[str, Said]
    encoder: Encoder | None = None

    def wish(self, plain: str) -> Intent | None:
        """The intent that these normal words are known for, word for word."""
        return next((Intent(intent) for intent, said in self.intents.items() if plain in said), None)


@cache
def trained(version: str, encoder: Encoder | None = None) -> Utterances:
    """What was last compiled for a version; nothing but rules and option texts is known where that is missing."""
    path = SEEDS / f"{version}.json"
    if not path.exists():
        return Utterances({}, {}, encoder)
    data = json.loads(path.read_text(encoding="utf-8"))
    answers = {id_: _tuples(said) for id_, said in data["answers"].items()}
    return Utterances(_tuples(data["intents"]), answers, encoder)


def train(questionnaire: Questionnaire, seeds: Path = SEEDS) -> str:
    """The seeds as the JSON that `trained` reads. Raises ContentError with everything that is missing or unknown."""
    problems: list[Problem] = []
    intents = _joined(yaml_file.parsed(seeds / "intents.yaml"), seeds / "intents.yaml", FEWEST_OF_INTENT, problems)
    problems += _unlike("intents.yaml", set(intents), {intent.value for intent in Intent}, "intent")
    answers: dict[str, Said] = {}
    for path in sorted((seeds / questionnaire.version).glob("*.yaml")):
        for question, options in yaml_file.parsed(path).items():
            answers[question] = _joined(options, path, FEWEST_OF_OPTION, problems)
    wanted = {question.id for question in questionnaire.questions.values() if question.options}
    problems += _unlike(questionnaire.version, set(answers), wanted, "question")
    for id_ in wanted & set(answers):
        problems += _unlike(id_, set(answers[id_]), set(questionnaire.questions[id_].option), "option")
    if problems:
        raise ContentError(problems)
    return json.dumps({"intents": intents, "answers": answers}, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def _joined(data: dict[str, Any], path: Path, fewest: int, problems: list[Problem]) -> Said:
    """The utterances of each label in normal words, and a problem for a label and language that has too few."""
    joined = {}
    for label, by_locale in data.items():
        texts: list[str] = []
        for locale in LOCALES:
            given = by_locale.get(locale) or []
            if len(given) < fewest:
                said = f"{label}.{locale}: {len(given)} utterances: write {fewest} or more"
                problems.append(yaml_file.at(path, (label, locale), said))
            texts += (normal(str(text)) for text in given)
        joined[label] = tuple(dict.fromkeys(texts))
    return joined


def _unlike(file: str, found: set[str], wanted: set[str], kind: str) -> Iterator[Problem]:
    for id_ in sorted(wanted - found):
        yield Problem(file, 0, f"{id_}: no utterances for this {kind}: add them")
    for id_ in sorted(found - wanted):
        yield Problem(file, 0, f"{id_}: no such {kind}: correct its name or remove it")


def _tuples(said: Mapping[str, list[str]]) -> Said:
    return {label: tuple(texts) for label, texts in said.items()}
