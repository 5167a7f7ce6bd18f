"""Who is at the desk now, and how long it took of late: what a respondent may expect, and no more than that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import select

from app.extensions import db
from app.models import Handover, Presence, Staff

# The page asks for news more often, but a browser wakes a tab in the background only once a minute.
SEEN_WITHIN = timedelta(seconds=75)
# So many of the last requests are looked at, and fewer say nothing.
LAST, FEWEST = 20, 3
NOT_LONG = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Expected:
    """Half of the last `count` requests were answered within so many minutes."""

    count: int
    minutes: int


def switch(staff_id: int, available: bool, now: datetime) -> None:
    """A colleague comes to the desk, or leaves it; flushed."""
    here = db.session.get(Presence, staff_id) or Presence(staff_id=staff_id)
    here.available, here.seen = available, now
    db.session.add(here)
    db.session.flush()


def see(staff_id: int, now: datetime) -> None:
    """A colleague has a page open, whether at the desk or not; flushed."""
    here = db.session.get(Presence, staff_id) or Presence(staff_id=staff_id, available=False)
    here.seen = now
    db.session.add(here)
    db.session.flush()


def is_available(staff_id: int) -> bool:
    """Whether this colleague has switched to being at the desk."""
    here = db.session.get(Presence, staff_id)
    return here is not None and here.available


def at_desk(now: datetime) -> list[str]:
    """The names of the colleagues who are at the desk at this moment."""
    present = Presence.available.is_(True), Presence.seen > now - SEEN_WITHIN, Staff.active.is_(True)
    found = select(Staff.name).join(Presence, Presence.staff_id == Staff.id).where(*present)
    return list(db.session.scalars(found.order_by(Staff.name)))


def expected(now: datetime, calling: bool) -> Expected | None:
    """How long it took of late until a person answered in the chat, or called or mailed back; None if too few did."""
    how = Handover.taken.is_(None) if calling else Handover.taken.is_not(None)
    was = how, Handover.answered.is_not(None), Handover.asked > now - NOT_LONG
    last = select(Handover.asked, Handover.answered).where(*was).order_by(Handover.id.desc()).limit(LAST)
    took = [(answered - asked).total_seconds() for asked, answered in db.session.execute(last) if answered]
    return Expected(len(took), max(1, round(median(took) / 60))) if len(took) >= FEWEST else None
