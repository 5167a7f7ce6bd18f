"""The figures of model.md, worked out by hand, through the functions and through the terminal."""

from __future__ import annotations

import pytest

from questionnaire import terminal
from questionnaire.conversation import Act
from questionnaire.loader import published
from questionnaire.model import Form, Question
from questionnaire.scoring import score
from tests import worked

QUESTIONNAIRE = published()


@pytest.mark.parametrize("name", worked.NAMES)
def test_scores_are_those_worked_out_by_hand(name: str) -> None:
    company = worked.read(name)
    conversation, _ = worked.hold(QUESTIONNAIRE, company.event)
    company.agrees_with(score(QUESTIONNAIRE, conversation.answers))


@pytest.mark.parametrize("name", worked.NAMES)
def test_the_terminal_holds_the_same_conversation(name: str) -> None:
    company = worked.read(name)
    _, events = worked.hold(QUESTIONNAIRE, company.event)
    keys = {act: key for key, act in terminal.COMMANDS.items()}
    typed = iter(
        _typed(QUESTIONNAIRE.questions[event.question or ""], event.values, event.text)
        if event.act is Act.ANSWER
        else keys[event.act]
        for event in events
    )
    written: list[str] = []
    conversation = terminal.hold(QUESTIONNAIRE, "nl", lambda prompt: next(typed), written.append)
    assert conversation.finished
    result = score(QUESTIONNAIRE, conversation.answers)
    company.agrees_with(result)
    assert written[-6:] == terminal.outcome(QUESTIONNAIRE, result, "nl")


def _typed(question: Question, values: tuple[str, ...], text: str) -> str:
    """What a person types for this answer: the numbers of the options, or the answer itself."""
    if question.form is Form.OPEN:
        return text
    if question.form is Form.SLIDER:
        return values[0]
    return ",".join(str(1 + list(question.option).index(value)) for value in values)
