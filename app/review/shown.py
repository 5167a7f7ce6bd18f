"""What the page of a review shows: each aspect with its tips as cards, and the texts with their digests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import content, outbox
from app.models import MailKind
from app.review import finding, sending, service
from app.review.service import Work
from questionnaire.model import Text
from reports import added
from reports.arranging import Card, cards
from reports.drafting import Merged, digest
from reports.model import AspectPart, Origin
from reports.review import LETTER_LENGTH, NOTE_LENGTH
from tips.model import Tip


@dataclass(frozen=True, slots=True)
class Desk:
    """One aspect on the page; `found` are tips of the bank that were looked for, None where nobody looked."""

    aspect: AspectPart
    cards: tuple[Card, ...]
    found: list[Tip] | None
    looked_for: str


def page(work: Work, staff_id: int, now: datetime, look: tuple[str, str] = ("", "")) -> dict[str, Any]:
    """Values for the template; `look` is an aspect and what is looked for there."""
    report = work.report
    return {
        "work": work,
        "report": report,
        "desks": [_desk(work, aspect, look) for aspect in report.aspects],
        "topics": {line.question: line.topic for aspect in report.aspects for line in aspect.answers},
        "nearby": service.nearby(work, staff_id, now),
        "way": sending.way(work),
        "mail": outbox.last(work.assessment.id, MailKind.REVIEWED),
        "own": Origin.OWN,
        "is_written": added.is_written,
        "lengths": {**added.LENGTHS, "letter": LETTER_LENGTH, "note": NOTE_LENGTH},
        **fields(work),
    }


def fields(work: Work) -> dict[str, Any]:
    """The texts, and the digests by which the next form tells what this page showed."""
    texts = work.texts
    return {"texts": texts, "digests": {name: digest(words) for name, words in texts.items()}, "version": work.version}


def clashing(work: Work, merged: Merged, mine: Mapping[str, str]) -> dict[str, Any]:
    """After a clash: my texts in the fields, and theirs beside those that both changed."""
    return {"texts": {**work.texts, **mine}, "theirs": {name: work.texts[name] for name in merged.clashing}}


def names(work: Work, changed: tuple[str, ...]) -> list[Text]:
    """What the texts with these names belong to, for people: the letter is an empty Text."""
    by_id = {aspect.id: aspect.name for aspect in work.report.aspects}
    own = {each.tip.id: part.aspect for part in work.review.aspects for each in part.added}
    parts = (name.split(":") for name in changed)
    places = (part[1] if part[0] in ("note", "tips") else own.get(part[0], "") for part in parts)
    return list(dict.fromkeys(by_id.get(place, Text("", "")) for place in places))


def _desk(work: Work, aspect: AspectPart, look: tuple[str, str]) -> Desk:
    found = None
    if look[0] == aspect.id:
        known = {each.tip.id for each in work.review.of(aspect.id).added}
        locale = work.assessment.locale
        every = finding.found(content.bank(), work.report, aspect, look[1], locale)
        found = [tip for tip in every if tip.id not in known]
    return Desk(aspect, cards(work.report, aspect, work.review), found, look[1] if found is not None else "")
