"""Answer sets of companies, some with figures worked out by hand, for every way into the same conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from questionnaire import dialogue, samples, script
from questionnaire.conversation import Conversation, Event
from questionnaire.model import Question, Questionnaire
from questionnaire.scoring import Result
from questionnaire.script import Script

FOLDER = Path(__file__).parent / "content" / "worked"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
COMPANY_NAMES = list(samples.NAMES)


@dataclass(frozen=True)
class Worked(Script):
    """A company with the figures that must come of its answers."""

    aspects: dict[str, dict[str, Any]] = field(default_factory=dict)
    areas: dict[str, float | None] = field(default_factory=dict)
    overall: dict[str, float | None] = field(default_factory=dict)

    def agrees_with(self, result: Result) -> None:
        """Fails at the first figure that differs."""
        for score in result.aspects:
            expected = self.aspects[score.aspect]
            assert score.score == pytest.approx(expected["score"], abs=1e-5), score.aspect
            assert score.level == expected["level"], score.aspect
            assert score.certainty_word == expected["certainty"], score.aspect
            assert list(score.held_by) == expected["held_by"], score.aspect
        for area in result.areas:
            assert area.score == pytest.approx(self.areas[area.area], abs=1e-5), area.area
        assert result.score == pytest.approx(self.overall["score"], abs=1e-5)
        assert result.level == self.overall["level"]


def read(name: str) -> Worked:
    return Worked(**YAML(typ="safe", pure=True).load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))


@cache
def company(name: str) -> Script:
    return script.load(samples.FOLDER / f"{name}.yaml")


def hold(questionnaire: Questionnaire, act: Callable[[Question], Event]) -> tuple[Conversation, list[Event]]:
    """The conversation in which every question that comes gets the event that `act` says, up to the last."""
    turn, events = dialogue.start(questionnaire), []
    while turn.question is not None:
        events.append(act(turn.question))
        turn = dialogue.step(questionnaire, turn.conversation, events[-1])
    return turn.conversation, events
