"""One shared assessment, as a consultant reads it: its report, how that came about, and what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, select

from app import conversations, shared_assessments, ticks
from app.extensions import db
from app.models import Assessment, Picture, SharedAssessment, StoredReport
from questionnaire import history
from questionnaire.history import Entry
from questionnaire.model import Questionnaire
from reports import model
from reports.model import Report
from reports.plan import Tick


@dataclass(frozen=True, slots=True)
class Generation:
    """A report as it was frozen, at one completion or `reviewed` by a consultant."""

    number: int
    created: datetime
    reviewed: bool
    report: Report


@dataclass(frozen=True, slots=True)
class Said:
    """An entry of the conversation with its moment."""

    at: datetime
    entry: Entry


@dataclass(frozen=True, slots=True)
class Opened:
    """All that is shown of one assessment; `generation` is the one that is read, of `generations`, latest first."""

    row: SharedAssessment
    locale: str
    generation: Generation
    generations: Sequence[Generation]
    questionnaire: Questionnaire
    conversation: Sequence[Said]
    ticks: Mapping[str, Tick]
    pictures: Sequence[Row[int, str, datetime, int, int]]


def open_(check: uuid.UUID, generation: int | None = None) -> Opened | None:
    """A shared assessment with this report of it, the latest without one; None where there is no such thing."""
    found = shared_assessments.find(check)
    reports = generations(check) if found else []
    read = next((each for each in reports if generation in (None, each.number)), None)
    if found is None or read is None:
        return None
    assessment, row = found
    here = conversations.read(assessment)
    said = zip(here.moments, history.told(here.questionnaire, here.events), strict=True)
    return Opened(
        row=row,
        locale=assessment.locale,
        generation=read,
        generations=reports,
        questionnaire=here.questionnaire,
        conversation=[Said(*each) for each in said],
        ticks=ticks.of(check),
        pictures=_pictures(check),
    )


def generations(check: uuid.UUID) -> list[Generation]:
    """The reports of an assessment, latest first."""
    mine = select(StoredReport).where(StoredReport.assessment_id == check).order_by(StoredReport.generation.desc())
    return [
        Generation(each.generation, each.created, each.review_of is not None, model.from_json(each.body))
        for each in db.session.scalars(mine)
    ]


def stored(check: uuid.UUID, generation: int) -> tuple[Assessment, StoredReport] | None:
    """One report of a shared assessment, to be drawn."""
    found = shared_assessments.find(check)
    one = select(StoredReport).where(StoredReport.assessment_id == check, StoredReport.generation == generation)
    report = db.session.scalar(one) if found else None
    return (found[0], report) if found and report else None


def picture(check: uuid.UUID, number: int) -> Picture | None:
    """A screenshot of a shared assessment."""
    mine = select(Picture).where(Picture.assessment_id == check, Picture.id == number)
    return db.session.scalar(mine) if shared_assessments.find(check) else None


def _pictures(check: uuid.UUID) -> Sequence[Row[int, str, datetime, int, int]]:
    """Number, question, moment, width and height of each screenshot, in the order in which they came."""
    shown = select(Picture.id, Picture.question, Picture.created, Picture.width, Picture.height)
    return db.session.execute(shown.where(Picture.assessment_id == check).order_by(Picture.id)).all()
