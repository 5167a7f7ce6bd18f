"""The colleague who sends a request, as long as the browser's session holds."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from flask import current_app, g, request, session
from flask_security import logout_user
from sqlalchemy import ColumnElement, select, update

from app.extensions import db, writing
from app.models.staff import Staff, StaffSession
from app.security.tokens import fingerprint

# A colleague signs in once a working day, and again after having been away for an hour.
LONGEST = timedelta(hours=12)
# The clock of a session is set forward at most this often, as each time is a write.
SEEN_EVERY = timedelta(minutes=1)
_COOKIE = "staff"


def staff() -> Staff:
    """The signed-in colleague. Only in views that declare Access.STAFF, where there always is one."""
    found: Staff = g.staff
    return found


def current_session() -> StaffSession | None:
    """The session of this browser while it holds, else None."""
    secret = session.get(_COOKIE)
    if not secret or "_user_id" not in session:
        return None
    mine = StaffSession.hash == fingerprint(secret), Staff.fs_uniquifier == session["_user_id"]
    held = select(StaffSession).join(Staff, Staff.id == StaffSession.staff_id).where(*mine, *holding(datetime.now(UTC)))
    return db.session.scalar(held)


def holding(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What must hold for a session that still opens the desk, of an account that is open."""
    idle = timedelta(minutes=current_app.config["STAFF_IDLE_MINUTES"])
    young = StaffSession.begun > now - LONGEST, StaffSession.seen > now - idle
    return StaffSession.ended.is_(None), *young, Staff.active.is_(True)


def arrive() -> Staff | None:
    """Who sends this request. A session that ended, or is too old, is forgotten by the browser too."""
    held = current_session()
    if held is None:
        session.pop(_COOKIE, None)
        if "_user_id" in session:
            logout_user()
        return None
    person = db.session.get(Staff, held.staff_id)
    if datetime.now(UTC) - held.seen > SEEN_EVERY:
        _see(held.id)
        person = db.session.get(Staff, held.staff_id)
    return person


def begin_session(person: Staff, now: datetime) -> None:
    """Note that this browser is signed in; flushed."""
    end_session(now)
    secret = secrets.token_hex(16)
    session[_COOKIE] = secret
    agent = request.headers.get("User-Agent", "")[:200]
    db.session.add(StaffSession(staff_id=person.id, hash=fingerprint(secret), agent=agent, begun=now, seen=now))
    db.session.flush()


def end_session(now: datetime) -> None:
    """Note that this browser is signed out; flushed."""
    secret = session.pop(_COOKIE, None)
    if secret:
        mine = StaffSession.hash == fingerprint(secret), StaffSession.ended.is_(None)
        db.session.execute(update(StaffSession).where(*mine).values(ended=now))


def leave(now: datetime) -> None:
    """End the session of this browser for good."""
    end_session(now)
    db.session.commit()


def _see(session_id: int) -> None:
    """Set the clock of a session forward, in a short transaction of its own: the page itself may only read."""
    db.session.rollback()
    with writing():
        db.session.execute(update(StaffSession).where(StaffSession.id == session_id).values(seen=datetime.now(UTC)))
        db.session.commit()
