"""What was answered, as a reader sees it."""

from __future__ import annotations

from questionnaire.answers import Answer
from questionnaire.model import Form, Question, Text
from questionnaire.scoring import State

STATES = {
    State.IMPLIED: Text("Niet gevraagd: er loopt nog niets", "Not asked: nothing is running yet"),
    State.UNKNOWN: Text("Weet ik niet", "I don't know"),
    State.SKIPPED: Text("Overgeslagen", "Skipped"),
    State.NOT_APPLICABLE: Text("Niet van toepassing", "Not applicable"),
    State.OPEN: Text("Niet gevraagd", "Not asked"),
}


def answer_text(question: Question, answer: Answer) -> Text:
    """An answer in both languages; a respondent's own words stand in both as they are."""
    if not answer.answered:
        return STATES[State(answer.kind.value)]
    if question.form is Form.OPEN:
        return Text(answer.text, answer.text)
    if question.form is Form.SLIDER:
        unit = question.scale.unit if question.scale else ""
        return Text(f"{answer.number}{unit}", f"{answer.number}{unit}")
    chosen = [question.option[option].text for option in answer.choice]
    return Text("; ".join(text.nl for text in chosen), "; ".join(text.en for text in chosen))
