"""Tip files that a colleague brought in: kept while they look at them, and published as an edition."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete

from app import audit, editions
from app.audit import Action
from app.editions import Published
from app.extensions import db
from app.insight.files import judging
from app.insight.files.judging import Differences, Judged
from app.models import TipUpload
from tips import documents
from tips.bank import Body

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Look:
    """What an upload would change; nothing is told of that where there are problems to mend first."""

    judged: Judged
    differences: Differences


def published() -> tuple[int, dict[str, str]]:
    """The number of the latest edition and its documents, as they were published."""
    latest = editions.latest()
    return (latest.id, latest.files or editions.handed_out()) if latest else (0, {})


def keep(staff_id: int, files: Mapping[str, str], now: datetime) -> TipUpload:
    """In the place of what this colleague brought in before, and of all that was left lying for a day; flushed."""
    old = (TipUpload.staff_id == staff_id) | (TipUpload.at < now - KEPT)
    db.session.execute(delete(TipUpload).where(old), execution_options={"synchronize_session": False})
    upload = TipUpload(staff_id=staff_id, at=now, files=dict(files))
    db.session.add(upload)
    db.session.flush()
    return upload


def mine(upload_id: int, staff_id: int) -> TipUpload | None:
    """An upload of this colleague; anybody else's is not there."""
    found = db.session.get(TipUpload, upload_id)
    return found if found and found.staff_id == staff_id else None


def look(files: Mapping[str, str]) -> Look:
    """Raises RenderFailed where reading them takes too much."""
    latest = editions.latest()
    bodies: list[Body] = [revision.body for revision in latest.tips] if latest else []
    # A connection held while they are read would keep others waiting.
    db.session.rollback()
    found = judging.judged(bodies, files)
    return Look(found, judging.differences(bodies, bodies if found.problems else found.bodies))


def publish(upload: TipUpload, files: Mapping[str, str], note: str, staff_id: int, now: datetime) -> Published:
    """The files, by the names of a look at them, as a new edition; flushed. Raises ContentError."""
    with tempfile.TemporaryDirectory() as name:
        documents.write(Path(name), files)
        done = editions.take_in(Path(name), now, note, staff_id)
    counts = {"new": done.new, "changed": done.changed, "withdrawn": done.withdrawn}
    audit.note(staff_id, Action.EDITION_IMPORTED, str(done.edition or ""), now, **counts)
    db.session.delete(upload)
    db.session.flush()
    return done
