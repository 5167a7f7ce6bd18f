"""The conversation in a terminal beyond the straight way through."""

from __future__ import annotations

from pathlib import Path

from questionnaire import terminal
from questionnaire.conversation import Conversation
from questionnaire.loader import published
from tests import tiny


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


def test_the_end_of_input_loses_nothing() -> None:
    conversation, _ = talk(published(), "nl", "2", "1")
    assert (conversation.answers.choice("intake.mode"), conversation.answers.choice("intake.role")) == (
        "full",
        "director",
    )
