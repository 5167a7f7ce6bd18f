"""Judging somebody else's draft: remarks at the text, 'not yet' with a reason, or 'good'."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from app.extensions import db
from app.models import DraftState, TipDraft
from app.permissions import Permission
from app.security import Access, access, staff
from app.tipdesk.reviewing import service
from app.tipdesk.reviewing.forms import JudgementForm, RemarkForm
from app.tipdesk.views import blueprint

_DONE = {
    "approve": _("Approved. A publisher can publish it now."),
    "refuse": _("Sent back with your reason."),
    "take_back": _("You can change it again. After that it needs a review."),
}


@blueprint.post("/drafts/<int:draft_id>/judgement")
@access(Access.STAFF, Permission.REVIEW_TIPS)
def judge(draft_id: int) -> ResponseReturnValue:
    draft, said = _open(draft_id), JudgementForm().load(request.form)
    act, reason = said["act"], " ".join(said["reason"].split())
    if act == "refuse" and not reason:
        return _back(draft, _("Say what has to change, so that the writer can go on."))
    try:
        if act == "take_back":
            service.take_back(draft, staff().id, _now())
        else:
            service.judge(draft, act == "approve", said["version"], reason, staff().id, _now())
    except service.OnesOwn:
        return _back(draft, _("You wrote in this draft yourself. Somebody else has to judge it."))
    except service.NotNow:
        return _back(draft, _("This draft changed while you were reading. Read it once more."))
    db.session.commit()
    flash(str(_DONE[act]), "good")
    return _to(draft)


@blueprint.post("/drafts/<int:draft_id>/remarks")
@access(Access.STAFF, Permission.REVIEW_TIPS)
def remark(draft_id: int) -> ResponseReturnValue:
    draft, said = _open(draft_id), RemarkForm().load(request.form)
    service.remark(draft, said["field"], said["words"].strip(), staff().id, _now())
    db.session.commit()
    return _to(draft, f"field-{said['field']}")


def _open(draft_id: int) -> TipDraft:
    """A draft that is not published or put away. Any other id is a 404."""
    draft = db.session.get(TipDraft, draft_id)
    if draft is None or draft.state in (DraftState.PUBLISHED, DraftState.DISCARDED):
        abort(404)
    return draft


def _back(draft: TipDraft, wrong: str) -> ResponseReturnValue:
    db.session.rollback()
    flash(str(wrong), "error")
    return _to(draft, "judge")


def _to(draft: TipDraft, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("tipdesk.tip", tip_id=draft.tip_id, _anchor=anchor), 303)


def _now() -> datetime:
    return datetime.now(UTC)
