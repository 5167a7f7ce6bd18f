"""What a consultant may answer with: why the question is asked, tips for where this company stands, earlier answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app import content
from app.handover.service import Opened, earlier_answers
from questionnaire import route
from questionnaire.answers import Answer
from questionnaire.model import POINTS, Question
from questionnaire.position import shown
from questionnaire.scoring import aspect_score, points
from tips.model import Kind, Tip

MOST_TIPS = 3
MOST_EARLIER = 3
# Where nothing of the aspect is known yet, most stand here.
USUAL_LEVEL = 2


class Origin(StrEnum):
    WHY = "why"
    TIP = "tip"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words for the answer, in the language of the respondent."""

    origin: Origin
    text: str


def suggestions(opened: Opened) -> list[Suggestion]:
    """In the order in which they are shown; none of a question's own outside a question."""
    question = opened.question
    found = list(_of_question(opened, question)) if question else []
    found += [Suggestion(Origin.EARLIER, text) for text in earlier_answers(opened, MOST_EARLIER)]
    return found


def _of_question(opened: Opened, question: Question) -> Iterator[Suggestion]:
    here = opened.here
    why = shown(here.questionnaire, here.conversation, question).why
    if why:
        yield Suggestion(Origin.WHY, why[opened.locale])
    if question.scored:
        for tip in _tips(opened, question):
            yield Suggestion(Origin.TIP, f"{tip.title[opened.locale]}. {tip.how[0][opened.locale]}")


def _tips(opened: Opened, question: Question) -> list[Tip]:
    """The tips of the step that this company stands before, which are written for such a company."""
    answers = opened.here.conversation.answers
    place = (question.id, _level(opened, question, answers.get(question.id)))
    near = (*content.bank().of.get(place, ()), *content.bank().of.get((question.id, Kind.FIND_OUT), ()))
    return [tip for tip in near if route.holds(tip.when, answers) is not False][:MOST_TIPS]


def _level(opened: Opened, question: Question, answer: Answer | None) -> int:
    """The level of the answer, or of what is known of its aspect."""
    if answer and answer.answered:
        return POINTS.index(points(question, answer)) + 1
    questionnaire, answers = opened.here.questionnaire, opened.here.conversation.answers
    standing = aspect_score(questionnaire, answers, questionnaire.aspect[question.aspect or ""])
    return standing.level or USUAL_LEVEL
