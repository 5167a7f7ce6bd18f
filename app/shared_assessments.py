"""Which assessments consultants may read: a row for each, in step with consents and reports.

An assessment is shared while its respondent lets a consultant read it and it has a report.
"""

from __future__ import annotations

import re
import unicodedata
import uuid

from sqlalchemy import delete, select

from app import content
from app.extensions import db
from app.models import Assessment, DeskState, NameWord, PortfolioMember, ReviewDraft, SharedAssessment, StoredReport
from app.models.shared import NAME_LENGTH, WORD_LENGTH
from questionnaire.model import Question
from reports import model
from reports.model import Report

SECTOR, SIZE = "intake.sector", "intake.stores"
_WORD = re.compile(r"\w+")


def enter(assessment: uuid.UUID) -> None:
    """Share the latest own report of an assessment whose consent stands; flushed. Without one it waits for one."""
    own = select(StoredReport).where(StoredReport.assessment_id == assessment, StoredReport.review_of.is_(None))
    stored = db.session.scalar(own.order_by(StoredReport.generation.desc()).limit(1))
    if stored is None:
        return
    report = model.from_json(stored.body)
    db.session.merge(
        SharedAssessment(
            assessment_id=assessment,
            completed=stored.created,
            company=(report.profile.company or "")[:NAME_LENGTH] or None,
            sector=_chosen(report, SECTOR),
            size=_chosen(report, SIZE),
            mode=report.mode,
            level=report.overall.level,
            score=report.overall.score,
            state=_state(assessment, stored.generation),
        )
    )
    db.session.execute(delete(NameWord).where(NameWord.assessment_id == assessment))
    names = words(report.profile.company or "")
    db.session.add_all(NameWord(word=word, assessment_id=assessment) for word in names)
    db.session.flush()


def leave(assessment: uuid.UUID) -> None:
    """Share it no longer, neither in the list nor in anything that was made of it; flushed."""
    for table in (PortfolioMember, NameWord, SharedAssessment):
        db.session.execute(delete(table).where(table.assessment_id == assessment))
    db.session.flush()


def set_state(assessment: uuid.UUID, state: DeskState) -> None:
    """Note how far the desk is with it; flushed. Does nothing for one that is shared no longer."""
    row = db.session.get(SharedAssessment, assessment)
    if row is not None:
        row.state = state
        db.session.flush()


def find(assessment: uuid.UUID) -> tuple[Assessment, SharedAssessment] | None:
    """The assessment with its row, while it is shared: for any view of the desk."""
    found = db.session.execute(
        select(Assessment, SharedAssessment)
        .join(SharedAssessment, SharedAssessment.assessment_id == Assessment.id)
        .where(Assessment.id == assessment)
    ).first()
    return (found[0], found[1]) if found else None


def words(name: str) -> tuple[str, ...]:
    """The different words of a name, without capitals and accents, as they are kept and searched."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return tuple(dict.fromkeys(word[:WORD_LENGTH] for word in _WORD.findall(plain.casefold())))


def question(id_: str) -> Question:
    """A question of the intake by which the desk sorts, in its latest words."""
    return content.questionnaire().questions[id_]


def _state(assessment: uuid.UUID, generation: int) -> DeskState:
    """How far the desk is with the report of this generation. A review of an earlier one that was sent is over."""
    draft = db.session.get(ReviewDraft, assessment)
    if draft is None:
        return DeskState.NEW
    if draft.sent_version != draft.version:
        return DeskState.REVIEWING
    return DeskState.SENT if draft.generation == generation else DeskState.NEW


def _chosen(report: Report, id_: str) -> str | None:
    """The option that the report tells in words. A stored report holds no ids of options."""
    asked = content.questionnaire(report.questionnaire_version).questions.get(id_)
    told = {fact.question: fact.value for fact in report.profile.facts}
    options = asked.options if asked else ()
    return next((option.id for option in options if option.text == told.get(id_)), None)
