"""Completed checks in the database, from real content, without a conversation."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from functools import cache

from app.extensions import db
from app.models import Assessment, StoredReport
from app.security import hashes
from questionnaire import route
from questionnaire.answers import Answer, Answers
from questionnaire.loader import published
from questionnaire.model import Form, Question
from questionnaire.scoring import score
from reports.compose import compose
from reports.model import Report, to_json
from tests.seed import BANK
from tips.selection import select

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def answer(question: Question, step: int) -> Answer:
    """An answer to any question: the option at this place, that many options, or that share of the slider."""
    if question.form is Form.OPEN:
        return Answer(text="Tuincentrum De Vries")
    if question.form is Form.SLIDER:
        assert question.scale is not None
        return Answer(number=question.scale.minimum + step * question.scale.step)
    options = [option.id for option in question.options if not option.exclusive]
    if question.form is Form.SEVERAL:
        return Answer(choice=tuple(options[: step + 1]))
    return Answer(choice=(options[step % len(options)],))


@cache
def report(mode: str = "quick") -> Report:
    """The report of a check whose every question was answered, one step further each time."""
    questionnaire = published()
    answers = Answers().with_answer(route.MODE, Answer(choice=(mode,)))
    place = 0
    while (question := route.next_open(route.path(questionnaire, answers), answers)) is not None:
        answers = answers.with_answer(question.id, answer(question, place % 5))
        place += 1
    result = score(questionnaire, answers)
    return compose(questionnaire, answers, result, select(BANK, questionnaire, answers, result), BANK, NOW)


def completed(now: datetime = NOW, mode: str = "quick") -> tuple[Assessment, StoredReport]:
    """A completed check with its first report, committed."""
    id_ = uuid.uuid4()
    assessment = Assessment(id=id_, created=now, version=published().version, locale="nl", **hashes(id_))
    db.session.add(assessment)
    db.session.flush()
    stored = later_report(assessment, 1, now, mode)
    db.session.commit()
    return assessment, stored


def later_report(assessment: Assessment, generation: int, now: datetime, mode: str = "quick") -> StoredReport:
    """Another report of the same check; flushed."""
    stored = StoredReport(assessment_id=assessment.id, generation=generation, created=now, body=to_json(report(mode)))
    db.session.add(stored)
    db.session.flush()
    return stored
