"""What a respondent allows us besides the report: asked for each thing apart, and taken back as easily."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from marshmallow import ValidationError
from sqlalchemy import select, update

from app import locale, mailer, shared_assessments
from app.extensions import db
from app.models import Assessment, Consent, ConsentKind, Ended, Handover, HandoverState
from questionnaire.answers import Answer, Answers
from questionnaire.conversation import Act, Event
from questionnaire.model import Questionnaire

WORDINGS: Mapping[ConsentKind, LazyString] = {
    ConsentKind.CONSULTANT: _("A consultant of the Checkbot may read my answers and my report."),
    ConsentKind.REVIEWED: _(
        "If a consultant adds advice to my report, mail it to me. Until I withdraw this, you keep my address for that."
    ),
    ConsentKind.BENCHMARK: _("My scores may count, anonymously, when you compare companies with each other."),
    ConsentKind.FOLLOW_UP: _("You may e-mail me about this check later. Until I withdraw this, you keep my address."),
}
# Given by asking for a person: a box is only there to take it back.
BY_ASKING: Mapping[ConsentKind, LazyString] = {
    ConsentKind.HANDOVER: _("A consultant of the Checkbot may read this conversation, to help me with my question."),
}
_ALL = {**WORDINGS, **BY_ASKING}

# What the conversation asks itself, by question; its options are these two.
ASKED: Mapping[str, ConsentKind] = {"closing.consultant": ConsentKind.CONSULTANT}
YES, NO = "yes", "no"
_SETTLES = frozenset({Act.ANSWER, Act.SKIP})


# These need an address, and whoever withdraws one takes it along.
MAILED = frozenset({ConsentKind.FOLLOW_UP, ConsentKind.REVIEWED})


class AddressNeeded(ValidationError):
    """A mail later on is allowed, but nobody knows where to."""


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
        for kind in _ALL
        if kind in given or (may_give and kind in WORDINGS)
    ]


def address_for_review(assessment: uuid.UUID) -> str | None:
    """Where a reviewed report may be mailed: to the address kept for that, or for any mail about this check."""
    given = standing(assessment)
    kept = (given[kind].address for kind in (ConsentKind.REVIEWED, ConsentKind.FOLLOW_UP) if kind in given)
    return next((address for address in kept if address), None)


def settle(assessment: Assessment, change: Change, address: str, now: datetime) -> None:
    """Add a row for each consent that changes; flushed. The address is kept for those in MAILED, and for nothing else.

    Raises AddressNeeded or mailer.BadAddress for one of these that is given without an address.
    """
    keep(assessment.id, change, {kind: str(_ALL[kind]) for kind in change.given}, address, now)


def keep(
    assessment: uuid.UUID, change: Change, wordings: Mapping[ConsentKind, str], address: str, now: datetime
) -> None:
    """The same, for what is asked elsewhere than beside a box: `wordings` is what was shown, by kind."""
    # One at a time for this check, so that a double click gives nothing twice.
    db.session.execute(select(Assessment.id).where(Assessment.id == assessment).with_for_update())
    before = standing(assessment)
    given, withdrawn = change.given - before.keys(), change.withdrawn & before.keys()
    common = {"assessment_id": assessment, "locale": locale.current(), "at": now}
    kept = {kind: _needed(address) for kind in given & MAILED}
    for kind in sorted(given):
        db.session.add(Consent(kind=kind, given=True, wording=wordings[kind], address=kept.get(kind), **common))
    for kind in sorted(withdrawn):
        db.session.add(Consent(kind=kind, given=False, wording=_wording(kind, before[kind]), **common))
        before[kind].address = None
    if ConsentKind.HANDOVER in withdrawn:
        _end_requests(assessment, now)
    db.session.flush()
    if ConsentKind.CONSULTANT in given:
        shared_assessments.enter(assessment)
    elif ConsentKind.CONSULTANT in withdrawn:
        shared_assessments.leave(assessment)


def asked_back(event: Event) -> Event:
    """Words that come down to a yes are asked about first: a consent is never read into a sentence."""
    read = event.question in ASKED and event.act is Act.ANSWER and event.text and YES in event.values
    return replace(event, act=Act.PROPOSE) if read else event


def follow(assessment: uuid.UUID, questionnaire: Questionnaire, event: Event, now: datetime) -> None:
    """What an event of the conversation gives or withdraws, if its question asks for a consent; flushed.

    Kept as the question, with its hint, and the answer to it.
    """
    kind = ASKED.get(event.question or "")
    if kind is None or event.act not in _SETTLES:
        return
    question = questionnaire.questions[event.question or ""]
    said = event.act is Act.ANSWER and YES in event.values
    shown = (question.text, question.hint, question.option[YES].text)
    wording = " ".join(text[locale.current()] for text in shown if text)
    change = Change({kind}, frozenset()) if said else Change(frozenset(), {kind})
    keep(assessment, change, {kind: wording}, "", now)


def as_it_stands(assessment: uuid.UUID, answers: Answers) -> Answers:
    """The answers, with what is allowed now where that was changed below the result."""
    for id_, kind in ASKED.items():
        if answers.choice(id_):
            holds = kind in standing(assessment)
            answers = answers.with_answer(id_, Answer(choice=(YES if holds else NO,)))
    return answers


def _wording(kind: ConsentKind, given: Consent | None) -> str:
    """The sentence beside the box. Who said yes to other words sees those, in the language they were shown in."""
    if given and given.locale == locale.current():
        return given.wording
    return str(_ALL[kind])


def _end_requests(assessment: uuid.UUID, now: datetime) -> None:
    """Who takes back that a consultant may read along asks for no person any more."""
    mine = Handover.assessment_id == assessment, Handover.state != HandoverState.ENDED
    ended = {"state": HandoverState.ENDED, "ended": now, "ended_by": Ended.RESPONDENT}
    db.session.execute(update(Handover).where(*mine).values(ended))


def _needed(address: str) -> str:
    if not address.strip():
        raise AddressNeeded("no address for a follow-up")
    return mailer.checked(address)
