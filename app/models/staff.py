"""Colleagues: their accounts, what they may do, where they are signed in, and what they looked at or changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_security import AsaList, RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import DDL, JSON, ForeignKey, Index, LargeBinary, String, Text, event
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import db
from app.models.columns import Moment
from app.permissions import Permission, Role, granted


class Staff(db.Model, UserMixin):
    """A colleague. Flask-Security names the columns; an account is closed by `active`, and never deleted.

    Without a `password` the invitation was not taken up yet.
    """

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    locale: Mapped[str] = mapped_column(String(5))
    invited: Mapped[datetime] = mapped_column(Moment)
    active: Mapped[bool] = mapped_column(default=True)
    password: Mapped[str | None] = mapped_column(String(255))
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(64), unique=True
    )
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    roles: Mapped[list[StaffRole]] = relationship(  # type: ignore[assignment]
        cascade="all, delete-orphan", lazy="selectin"
    )
    webauthn: Mapped[list[Passkey]] = relationship(  # type: ignore[assignment]
        back_populates="user", cascade="all, delete-orphan"
    )

    def may(self, permission: Permission) -> bool:
        return granted((role.name for role in self.roles), permission)

    def has(self, role: Role) -> bool:
        return any(each.name == role for each in self.roles)


class StaffRole(db.Model, RoleMixin):
    """One role of one colleague: `name` is an `app.permissions.Role` value."""

    __tablename__ = "staff_roles"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)


class Passkey(db.Model, WebAuthnMixin):
    """A passkey that stands beside the password. Flask-Security names the columns."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(Text)
    lastuse_datetime: Mapped[datetime] = mapped_column(Moment)
    user: Mapped[Staff] = relationship(back_populates="webauthn")


class StaffSession(db.Model):
    """One browser in which a colleague is signed in, until it is `ended` or too old (see `app.security.staff`).

    The browser holds the secret, and this table its hash. `agent` is what the browser calls itself.
    """

    __tablename__ = "staff_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    agent: Mapped[str] = mapped_column(String(200))
    begun: Mapped[datetime] = mapped_column(Moment)
    seen: Mapped[datetime] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)


class AuditEntry(db.Model):
    """Who looked at what, or changed it. Append-only: the database itself refuses a change.

    `subject` is an id or several, with / between them; of an erased check it leads to nothing. `details` are ids and
    counts: no word of a respondent stands here. Nobody did it where `staff_id` is None: a command did.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_staff_id_id", "staff_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    action: Mapped[str] = mapped_column(String(40), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


_ANY = "UPDATE OR DELETE OR TRUNCATE"
_REFUSED = "'the audit log is not changed'"
_REFUSE = f"BEGIN SELECT RAISE(ABORT, {_REFUSED}); END"
_FUNCTION = f"$$ BEGIN RAISE EXCEPTION {_REFUSED}; END $$"

KEPT = {
    "sqlite": (
        f"CREATE TRIGGER audit_entries_unchanged BEFORE UPDATE ON audit_entries {_REFUSE}",
        f"CREATE TRIGGER audit_entries_kept BEFORE DELETE ON audit_entries {_REFUSE}",
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION keep_audit_entries() RETURNS trigger LANGUAGE plpgsql AS {_FUNCTION}",
        f"CREATE TRIGGER audit_entries_kept BEFORE {_ANY} ON audit_entries EXECUTE FUNCTION keep_audit_entries()",
    ),
}
"""What makes the audit log append-only, as statements for each database."""

for dialect, statements in KEPT.items():
    for statement in statements:
        event.listen(AuditEntry.__table__, "after_create", DDL(statement).execute_if(dialect=dialect))
