"""What was asked and answered, as a reader sees it."""

from __future__ import annotations

from dataclasses import replace

from questionnaire import route
from questionnaire.answers import Answer, Answers
from questionnaire.model import GAP, Form, Question, Questionnaire, Text
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


NAME = "name"


def worded(questionnaire: Questionnaire, answers: Answers, text: Text) -> Text:
    """The text with its `{terms}` as this respondent is told them; what is no term stays as it is."""
    if "{" not in text.nl and "{" not in text.en:
        return text
    known = {id_: _term(questionnaire, answers, id_) for id_ in dict.fromkeys(GAP.findall(text.nl + text.en))}
    filled = text.format(**{id_: term for id_, term in known.items() if term})
    return Text(*(words[:1].upper() + words[1:] for words in (filled.nl, filled.en)))


def asked(questionnaire: Questionnaire, answers: Answers, question: Question) -> Question:
    """The question in the words for this respondent; the same object where no words differ."""
    text, hint, why = (
        each and worded(questionnaire, answers, each) for each in (question.text, question.hint, question.why)
    )
    if text is question.text and hint is question.hint and why is question.why:
        return question
    return replace(question, text=text or question.text, hint=hint, why=why)


def _term(questionnaire: Questionnaire, answers: Answers, id_: str) -> Text | None:
    if id_ == NAME:
        return Text(questionnaire.character.name, questionnaire.character.name)
    cases = questionnaire.terms.get(id_, ())
    return next((case.text for case in cases if route.holds(case.when, answers)), None)
