"""The conversation in a terminal beyond the straight way through."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from questionnaire import script, terminal
from questionnaire.conversation import Conversation
from questionnaire.loader import published
from questionnaire.model import LOCALES
from questionnaire.understanding import utterances
from tests import tiny, worked


def talk(questionnaire: object, locale: str, *lines: str) -> tuple[Conversation, str]:
    typed, written = iter(lines), []

    def read(prompt: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    return terminal.hold(questionnaire, locale, read, written.append), "\n".join(written)  # type: ignore[arg-type]


def test_a_wrong_number_is_refused_and_the_question_stays() -> None:
    conversation, written = talk(published(), "en", "9", "1")
    assert "! That answer does not belong to this question." in written
    assert conversation.answers.choice("intake.mode") == "quick"


def test_why_back_change_and_pause(tmp_path: Path) -> None:
    questionnaire = tiny.questionnaire("skips", tmp_path)
    conversation, written = talk(questionnaire, "nl", "1", "2", "b", "1", "c intake.mode", "2", "w", "q")
    assert conversation.paused
    assert conversation.answers.choice("intake.mode") == "full"
    assert conversation.answers.choice("intake.stage") == "none"
    assert questionnaire.messages["changing"].nl in written
    assert "te weinig bekend" in written


def test_what_else_is_read_in_a_sentence_is_noted_after_a_yes() -> None:
    told = "40 winkels en 12 mensen op de klantenservice"
    conversation, written = talk(published(), "nl", "1", "1", "1", told, "ja")
    assert "Collega's met klantcontact: 6 tot 25. Zal ik dat noteren?" in written
    assert conversation.answers.choice("intake.employees") == "medium"


def test_the_end_of_input_loses_nothing() -> None:
    conversation, _ = talk(published(), "nl", "2", "1")
    assert (conversation.answers.choice("intake.mode"), conversation.answers.choice("intake.role")) == (
        "full",
        "director",
    )


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", worked.COMPANY_NAMES)
def test_a_recorded_conversation_repeats_nothing_and_fills_every_gap(name: str, locale: str) -> None:
    known = utterances.trained(published().version)
    lines = list(script.told(published(), worked.company(name), known, locale))
    said = [line for line in lines if line.startswith("Vink: ")]
    assert len(said) == len(set(said))
    assert not any("{" in line for line in lines)
    assert len(lines) - len(said) >= 11


def test_a_script_may_type_before_it_answers() -> None:
    typing = replace(worked.company("leader"), says={"intake.sector": ["wat is een kpi", "wij verkopen dierenvoer"]})
    lines = list(script.told(published(), typing, utterances.trained(published().version), "nl"))
    asked = lines.index("Vink: Wat verkopen jullie vooral?")
    assert lines[asked + 1] == "Jij: wat is een kpi"
    assert "KPI is een cijfer" in lines[asked + 2]
    assert "Jij: wij verkopen dierenvoer" in lines
