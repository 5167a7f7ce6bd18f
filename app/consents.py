"""What a respondent allows us besides the report: asked for each thing apart, and taken back as easily."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from marshmallow import ValidationError
from sqlalchemy import select

from app import locale, mailer
from app.extensions import db
from app.models import Assessment, Consent, ConsentKind

WORDINGS: Mapping[ConsentKind, LazyString] = {
    ConsentKind.CONSULTANT: _("A consultant of the Checkbot may read my answers and my report."),
    ConsentKind.BENCHMARK: _("My scores may count, anonymously, when you compare companies with each other."),
    ConsentKind.FOLLOW_UP: _("You may e-mail me about this check later. Until I withdraw this, you keep my address."),
}


class AddressNeeded(ValidationError):
    """A follow-up is allowed, but nobody knows where to."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a form ticked that was not given when it was shown, and the other way round."""

    given: Set[ConsentKind]
    withdrawn: Set[ConsentKind]


@dataclass(frozen=True, slots=True)
class Box:
    """A box as it is shown: `since` is when this consent was given, None if it was not."""

    kind: ConsentKind
    wording: str
    ticked: bool
    since: datetime | None


def standing(assessment: uuid.UUID) -> dict[ConsentKind, Consent]:
    """The consents that hold now, by kind."""
    rows = db.session.scalars(select(Consent).where(Consent.assessment_id == assessment).order_by(Consent.id))
    last = {ConsentKind(row.kind): row for row in rows}
    return {kind: row for kind, row in last.items() if row.given}


def boxes(assessment: uuid.UUID, may_give: bool, ticked: Set[ConsentKind] | None = None) -> list[Box]:
    """The boxes of the page, as given or as `ticked` in a form that comes back. Who may not give may only withdraw."""
    given = standing(assessment)
    return [
        Box(
            kind=kind,
            wording=_wording(kind, given.get(kind)),
            ticked=kind in (given if ticked is None else ticked),
            since=given[kind].at if kind in given else None,
        )
        for kind in WORDINGS
        if may_give or kind in given
    ]


def settle(assessment: Assessment, change: Change, address: str, now: datetime) -> None:
    """Add a row for each consent that changes; flushed. The address is kept for a follow-up, and for nothing else.

    Raises AddressNeeded or mailer.BadAddress for a follow-up that is given without an address.
    """
    # One at a time for this check, so that a double click gives nothing twice.
    db.session.execute(select(Assessment.id).where(Assessment.id == assessment.id).with_for_update())
    before = standing(assessment.id)
    given, withdrawn = change.given - before.keys(), change.withdrawn & before.keys()
    common = {"assessment_id": assessment.id, "locale": locale.current(), "at": now}
    kept = {ConsentKind.FOLLOW_UP: _needed(address)} if ConsentKind.FOLLOW_UP in given else {}
    for kind in sorted(given):
        wording = str(WORDINGS[kind])
        db.session.add(Consent(kind=kind, given=True, wording=wording, address=kept.get(kind), **common))
    for kind in sorted(withdrawn):
        db.session.add(Consent(kind=kind, given=False, wording=_wording(kind, before[kind]), **common))
        before[kind].address = None
    db.session.flush()


def _wording(kind: ConsentKind, given: Consent | None) -> str:
    """The sentence beside the box. Who said yes to other words sees those, in the language they were shown in."""
    if given and given.locale == locale.current():
        return given.wording
    return str(WORDINGS[kind])


def _needed(address: str) -> str:
    if not address.strip():
        raise AddressNeeded("no address for a follow-up")
    return mailer.checked(address)
