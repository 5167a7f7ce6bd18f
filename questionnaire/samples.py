"""Twelve made-up companies, from a market stall without a chat to a leader, to see what becomes of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from questionnaire import dialogue, script
from questionnaire.answers import Answers
from questionnaire.model import Questionnaire, Text

FOLDER = Path(__file__).parent / "samples"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@dataclass(frozen=True)
class Sample:
    """A company and what it answers."""

    id: str
    name: Text
    answers: Answers


# To hold twelve conversations takes a good second.
@cache
def held(questionnaire: Questionnaire) -> tuple[Sample, ...]:
    """All of them, once each has been through the whole conversation. Raises ContentError for a bad file."""
    return tuple(_held(questionnaire, id_) for id_ in NAMES)


def _held(questionnaire: Questionnaire, id_: str) -> Sample:
    company = script.load(FOLDER / f"{id_}.yaml")
    turn = dialogue.start(questionnaire)
    while turn.question is not None:
        turn = dialogue.step(questionnaire, turn.conversation, company.event(turn.question))
    return Sample(id_, company.name or Text(id_, id_), turn.conversation.answers)
