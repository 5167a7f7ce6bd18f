"""What each kind of mail holds: from a row of the outbox to a message on the wire.

Links are built from the settings, never from a request, and their secrets when the mail is written.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from flask import current_app
from flask_security.recoverable import generate_reset_password_token

from app import drawings, mailer
from app.extensions import db
from app.models import MailKind, Staff
from app.security import Access, token
from reports import mail
from reports.model import from_json


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed mail as plain values. Whoever holds it may work until `leased_until`."""

    id: int
    assessment: uuid.UUID | None
    staff: int | None
    kind: MailKind
    report: str | None
    place: dict[str, int] | None
    recipient: str
    locale: str
    message_id: str
    attempts: int
    created: datetime
    leased_until: datetime


def written(parcel: Parcel) -> EmailMessage:
    """The mail of this parcel, with its PDF if it brings one. Raises RenderFailed."""
    email = _LETTERS[parcel.kind](parcel)
    sender = current_app.config["MAIL_FROM"]
    return mailer.compose(email, message_id=parcel.message_id, sender=sender, date=parcel.created)


def _report(parcel: Parcel) -> mail.Email:
    """The mail with a report: another one with a report that a consultant reviewed, when they sent it."""
    assert parcel.assessment is not None
    compose = mail.compose_reviewed if parcel.kind is MailKind.REVIEWED else mail.compose_mail
    report = from_json(parcel.report or "")
    links = mail.Links(
        result=_url("result", Access.RESULT, parcel.assessment),
        erase=_url("erase", Access.ERASE, parcel.assessment),
    )
    document = drawings.pdf(parcel.assessment, parcel.report or "", parcel.locale)
    brand = current_app.config["BRAND"]
    return compose(report, parcel.locale, to=parcel.recipient, links=links, pdf=document, brand=brand)


def _link(parcel: Parcel) -> mail.Email:
    assert parcel.assessment is not None
    links = mail.WayBack(
        chat=_url("chat", Access.OWNER, parcel.assessment),
        erase=_url("erase", Access.ERASE, parcel.assessment),
    )
    place = mail.Place(**(parcel.place or {}))
    brand = current_app.config["BRAND"]
    return mail.compose_link(place, parcel.locale, to=parcel.recipient, links=links, brand=brand)


def _to_staff(parcel: Parcel) -> mail.Email:
    """An invitation, or word of a password. The link to choose one works once, and for three days."""
    person = db.session.get_one(Staff, parcel.staff)
    address = f"{current_app.config['PUBLIC_URL']}/staff"
    letter = mail.StaffLetter(
        name=person.name,
        link=f"{address}/reset/{generate_reset_password_token(person)}",
        forgotten=f"{address}/reset",
        days=current_app.config["SECURITY_RESET_PASSWORD_WITHIN"].days,
    )
    db.session.rollback()
    brand = current_app.config["BRAND"]
    return mail.compose_staff(parcel.kind.value, letter, parcel.locale, to=parcel.recipient, brand=brand)


def _handover(parcel: Parcel) -> mail.Email:
    link = f"{current_app.config['PUBLIC_URL']}/desk/conversations/{(parcel.place or {})['request']}"
    brand = current_app.config["BRAND"]
    return mail.compose_handover(link, parcel.locale, to=parcel.recipient, brand=brand)


def _url(path: str, purpose: Access, assessment: uuid.UUID) -> str:
    return f"{current_app.config['PUBLIC_URL']}/{path}/{token(purpose, assessment)}"


_LETTERS: dict[MailKind, Callable[[Parcel], mail.Email]] = {
    MailKind.REPORT: _report,
    MailKind.REVIEWED: _report,
    MailKind.LINK: _link,
    MailKind.INVITATION: _to_staff,
    MailKind.NEW_PASSWORD: _to_staff,
    MailKind.PASSWORD_SET: _to_staff,
    MailKind.HANDOVER: _handover,
}
