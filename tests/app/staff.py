"""Colleagues who are signed in already: what a test is about lies behind the door."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient

from app.extensions import db
from app.models import Staff, StaffRole, StaffSession
from app.permissions import Role
from app.security import fingerprint


def signed_in(app: Flask, *roles: Role, name: str = "Anna Smit", locale: str = "en") -> FlaskClient:
    """A browser in which a new colleague with these roles is signed in. `client.staff_id` says who that is."""
    secret, unique = secrets.token_hex(16), uuid.uuid4().hex
    now = datetime.now(UTC)
    with app.app_context():
        person = Staff(
            email=f"{unique[:8]}@example.nl",
            name=name,
            locale=locale,
            invited=now,
            active=True,
            fs_uniquifier=unique,
            roles=[StaffRole(name=role) for role in roles],
        )
        db.session.add(person)
        db.session.flush()
        db.session.add(StaffSession(staff_id=person.id, hash=fingerprint(secret), agent="a test", begun=now, seen=now))
        staff_id = person.id
        db.session.commit()
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = locale
    with client.session_transaction() as session:
        session.update({"staff": secret, "_user_id": unique, "_fresh": True, "fs_paa": now.timestamp()})
    client.staff_id = staff_id  # type: ignore[attr-defined]
    return client
