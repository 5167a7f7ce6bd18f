"""Which tips were shown in reports, kept apart from the reports; and the reasons that a vote can have."""

from __future__ import annotations

import json
import uuid
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import insert, select

from app.extensions import db
from app.models import ShownTip


class Reason(StrEnum):
    """Why a tip was of no use."""

    GENERAL = "general"
    NOT_US = "not_us"
    DOING = "doing"
    WORK = "work"
    UNCLEAR = "unclear"


REASONS: dict[Reason, LazyString] = {
    Reason.GENERAL: _("Too general"),
    Reason.NOT_US: _("Not for us"),
    Reason.DOING: _("We do this already"),
    Reason.WORK: _("Too much work"),
    Reason.UNCLEAR: _("I don't understand it"),
}


def tips_in(body: str) -> set[tuple[str, int]]:
    """The tips of a stored report as (id, revision)."""
    aspects = json.loads(body)["aspects"]
    return {(tip["id"], tip["revision"]) for aspect in aspects for tip in aspect["tips"]}


def note_shown(assessment: uuid.UUID, body: str) -> None:
    """Keep which tips this report shows, in the transaction that freezes it; flushed."""
    mine = select(ShownTip.tip, ShownTip.revision).where(ShownTip.assessment_id == assessment)
    new = tips_in(body) - {(row.tip, row.revision) for row in db.session.execute(mine)}
    if new:
        rows = [{"assessment_id": assessment, "tip": tip, "revision": revision} for tip, revision in sorted(new)]
        db.session.execute(insert(ShownTip), rows)
