"""The screenshots of a check: added, found and erased by its owner."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from app import content
from app.extensions import db
from app.models import Assessment, Picture
from app.models.pictures import MOST_PICTURES
from app.pictures.redrawing import Redrawn
from app.security import fingerprint


class Enough(Exception):
    """The check holds as many pictures as it may."""


def of_owner(secret: str, writing: bool = False) -> Assessment | None:
    """The check that this token owns; who writes to it waits for whoever is writing to it already."""
    owned = select(Assessment).where(Assessment.owner_hash == fingerprint(secret))
    return db.session.scalar(owned.with_for_update() if writing else owned)


def asks(assessment: Assessment, question: str) -> bool:
    """Whether this question, as the check was begun, may be answered with a screenshot as well."""
    found = content.questionnaire(assessment.version).questions.get(question)
    return found is not None and found.screenshot


def add(assessment: Assessment, question: str, drawn: Redrawn, now: datetime) -> Picture:
    """Keep a picture. Raises Enough."""
    held = db.session.scalar(select(func.count()).where(Picture.assessment_id == assessment.id)) or 0
    if held >= MOST_PICTURES:
        raise Enough
    picture = Picture(
        assessment_id=assessment.id,
        question=question,
        created=now,
        media_type=drawn.media_type,
        width=drawn.width,
        height=drawn.height,
        body=drawn.body,
    )
    db.session.add(picture)
    db.session.flush()
    return picture


def find(secret: str, id_: int) -> Picture | None:
    """The picture of this number, in the check that the token owns."""
    return db.session.scalar(
        select(Picture)
        .join(Assessment, Assessment.id == Picture.assessment_id)
        .where(Assessment.owner_hash == fingerprint(secret), Picture.id == id_)
    )


def erase(picture: Picture) -> None:
    """Erase one picture; the check stays."""
    db.session.delete(picture)
    db.session.flush()
