"""The accounts of colleagues: invited, given roles, closed and opened; and where they are signed in. All is flushed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select, update

from app import audit, mail_requests, mailer
from app.audit import Action
from app.extensions import db
from app.models import MailKind, OutboxMessage, Staff, StaffRole, StaffSession
from app.permissions import Role
from app.security.staff import holding


class LastAdmin(Exception):
    """Without this account nobody could invite or manage anybody any more."""


def people() -> Sequence[Staff]:
    """All colleagues by name, the open accounts first."""
    return db.session.scalars(select(Staff).order_by(Staff.active.desc(), Staff.name, Staff.id)).all()


def invite(
    address: str, roles: Iterable[Role], now: datetime, *, by: int | None = None, name: str = "", locale: str = "nl"
) -> OutboxMessage:
    """The mail with which a colleague chooses a password. An account that is there gets these roles besides its own.

    Raises mailer.BadAddress.
    """
    address = mailer.checked(address).lower()
    person = by_address(address) or _made(address, name, locale, now)
    held = {role.name for role in person.roles}
    person.roles += [StaffRole(name=role) for role in roles if role not in held]
    person.active = True
    db.session.add(person)
    db.session.flush()
    audit.note(by, Action.INVITED, str(person.id), now, roles=", ".join(sorted(roles)))
    return mail_requests.request_for_staff(MailKind.INVITATION, person, now)


def by_address(address: str) -> Staff | None:
    return db.session.scalar(select(Staff).where(Staff.email == address.strip().lower()))


def _made(address: str, name: str, locale: str, now: datetime) -> Staff:
    """Named after the address until the colleague says otherwise: anna.smit@example.nl is Anna Smit."""
    guess = address.partition("@")[0].replace(".", " ").replace("_", " ").title()
    unique = uuid.uuid4().hex
    return Staff(email=address, name=(name or guess)[:60], locale=locale, invited=now, fs_uniquifier=unique, roles=[])


def set_roles(person: Staff, roles: Iterable[Role], now: datetime, by: int) -> None:
    """Give exactly these roles. Raises LastAdmin."""
    wanted = set(roles)
    if Role.ADMIN not in wanted:
        _keep_an_admin(person)
    person.roles = [role for role in person.roles if role.name in wanted] + [
        StaffRole(name=role) for role in sorted(wanted) if not person.has(role)
    ]
    audit.note(by, Action.ROLES_CHANGED, str(person.id), now, roles=", ".join(sorted(wanted)))


def close(person: Staff, now: datetime, by: int) -> None:
    """Close the account, in every browser at once. Raises LastAdmin."""
    _keep_an_admin(person)
    person.active = False
    end_sessions(person, now)
    audit.note(by, Action.ACCOUNT_CLOSED, str(person.id), now)


def reopen(person: Staff, now: datetime, by: int) -> None:
    person.active = True
    audit.note(by, Action.ACCOUNT_OPENED, str(person.id), now)


def reset_second_factor(person: Staff, now: datetime, by: int | None) -> None:
    """Forget the app and the passkeys of who lost them: the next sign-in asks to set one up."""
    person.tf_primary_method = person.tf_totp_secret = None
    person.mf_recovery_codes = []
    person.webauthn = []
    end_sessions(person, now)
    audit.note(by, Action.SECOND_FACTOR_RESET, str(person.id), now)


def sessions(person: Staff, now: datetime) -> Sequence[StaffSession]:
    """Where a colleague is signed in, the browser that was used last first."""
    mine = select(StaffSession).join(Staff, Staff.id == StaffSession.staff_id).where(Staff.id == person.id)
    return db.session.scalars(mine.where(*holding(now)).order_by(StaffSession.seen.desc())).all()


def end_sessions(person: Staff, now: datetime, only: int | None = None) -> None:
    """End all sessions of a colleague, or one of them."""
    mine = [StaffSession.staff_id == person.id, StaffSession.ended.is_(None)]
    if only is not None:
        mine.append(StaffSession.id == only)
    db.session.execute(update(StaffSession).where(*mine).values(ended=now))


def _keep_an_admin(person: Staff) -> None:
    others = (
        select(func.count())
        .select_from(Staff)
        .join(StaffRole)
        .where(Staff.active, StaffRole.name == Role.ADMIN, Staff.id != person.id)
    )
    if person.active and person.has(Role.ADMIN) and not db.session.scalar(others):
        raise LastAdmin
