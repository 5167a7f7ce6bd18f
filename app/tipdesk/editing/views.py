"""A tip: read by who may read, written by who may edit, saved as one types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from flask import Response, abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app import content, locale, rendering, revisions
from app.extensions import db
from app.models import DraftState, TipDraft
from app.permissions import Permission
from app.security import Access, access, staff
from app.tipdesk import words
from app.tipdesk.editing import forms, page, preview, screens, service
from app.tipdesk.editing.service import Clash
from app.tipdesk.reviewing import service as reviewing
from app.tipdesk.service import Entry
from app.tipdesk.views import blueprint, found


@blueprint.get("/tips/<tip_id>")
@access(Access.STAFF, Permission.READ_TIPS)
def tip(tip_id: str) -> str:
    entry = found(tip_id)
    written = entry.draft is None or entry.draft.state == DraftState.DRAFT
    if staff().may(Permission.EDIT_TIPS) and written and not entry.gone:
        version = entry.draft.version if entry.draft else 0
        return screens.editor(entry, entry.body, version, staff(), _now(), request.args.get("also", ""))
    return screens.reading(entry, staff(), _now())


@blueprint.post("/tips/<tip_id>")
@access(Access.STAFF, Permission.EDIT_TIPS)
def save(tip_id: str) -> ResponseReturnValue:
    """Keep what was written, and then do what the button says."""
    entry = found(tip_id)
    try:
        kept = _kept(entry, shown=True)
    except service.Closed:
        return _closed(tip_id)
    if isinstance(kept, Clash):
        return screens.editor(entry, kept.body, kept.theirs.version, staff(), _now(), clash=kept), 409
    act, _dot, subject = request.form.get("act", "").partition(".")
    return _ACTS.get(act, _saved)(entry, kept, subject)


@blueprint.post("/tips/<tip_id>/typed")
@access(Access.STAFF, Permission.EDIT_TIPS)
def typed(tip_id: str) -> ResponseReturnValue:
    """The same as one types: nothing is shown again but what is to be mended, and how it looks."""
    entry = found(tip_id)
    edit = forms.edit(request.form, entry.body, content.questionnaire())
    try:
        kept = _kept(entry, shown=False)
    except service.Closed:
        return jsonify(said=_("This tip is being reviewed now, so it cannot be changed.")), 409
    if isinstance(kept, Clash):
        said = _("%(name)s saved this tip meanwhile. Press Save to see both.", name=screens.name(kept.theirs.staff_id))
        return jsonify(said=said), 409
    db.session.commit()
    by_field = page.found_in(edit.body)
    return jsonify(
        version=kept.version if kept else 0,
        before=page.kept(edit.body),
        said=_("Saved at %(time)s.", time=locale.moment(_now()).split(", ")[1][:5]) if kept else _("Nothing changed."),
        mend=page.to_mend(by_field),
        remarks=by_field,
        preview=page.shown(edit.body, _now()),
    )


@blueprint.post("/tips")
@access(Access.STAFF, Permission.EDIT_TIPS)
def begin() -> ResponseReturnValue:
    """A new tip at a place, empty or as a copy of another one."""
    question, _bar, place = request.form.get("at", "").partition("|")
    known = content.questionnaire().questions.get(question)
    copied = found(request.form["copy"]).body if request.form.get("copy") else None
    if known is None or not known.scored or place not in words.PLACES:
        abort(400)
    draft = service.begin_new(question, place, copied, staff().id, _now())
    db.session.commit()
    return _to(draft.tip_id)


@blueprint.post("/tips/<tip_id>/translation")
@access(Access.STAFF, Permission.EDIT_TIPS)
def translation(tip_id: str) -> ResponseReturnValue:
    """What is published in the other language still holds, though one of them changed; or after all it does not."""
    entry = found(tip_id)
    if entry.revision is None or entry.revision.stale is None:
        abort(404)
    revisions.say_it_holds(entry.revision, request.form.get("holds") == "yes", staff().id, _now())
    db.session.commit()
    return _to(tip_id)


@blueprint.get("/tips/<tip_id>/preview.pdf")
@access(Access.STAFF, Permission.READ_TIPS)
def paper(tip_id: str) -> Response:
    """The report of a company that gets this tip and no other."""
    report = preview.report(found(tip_id).body, content.questionnaire(), _now())
    language = request.args.get("lang", locale.current())
    db.session.remove()
    document = rendering.pdf(report, language if language in words.LANGUAGES else locale.current())
    return Response(document, mimetype="application/pdf", headers={"Content-Disposition": 'inline; filename="tip.pdf"'})


@blueprint.get("/paper.css")
@access(Access.STAFF, Permission.READ_TIPS)
def paper_css() -> Response:
    return Response(preview.paper_css(), mimetype="text/css")


def _kept(entry: Entry, shown: bool) -> TipDraft | Clash | None:
    """What became of the form, flushed. Of two editors who begin in the same moment the second sees the first."""
    edit = forms.edit(request.form, entry.body, content.questionnaire())
    try:
        return service.save(entry, edit, staff().id, _now(), shown)
    except IntegrityError:
        db.session.rollback()
        return service.save(found(entry.tip_id), edit, staff().id, _now(), shown)


def _saved(entry: Entry, kept: TipDraft | None, subject: str) -> ResponseReturnValue:
    db.session.commit()
    flash(_("Saved.") if kept else _("Nothing changed, so there is nothing to save."), "good")
    return _to(entry.tip_id, also=request.form.get("also") or None)


def _sent(entry: Entry, kept: TipDraft | None, subject: str) -> ResponseReturnValue:
    """Ask for a review, once nothing is left to mend."""
    if kept is None:
        return _saved(entry, kept, subject)
    db.session.commit()
    if not kept.withdraws and page.remarks(kept.body):
        flash(_("Mend what is marked first, and ask again. Your text has been saved."), "error")
        return _to(entry.tip_id, anchor="mend")
    reviewing.send(kept, staff().id, _now())
    db.session.commit()
    flash(_("Sent for review. Somebody else has to look at it now."), "good")
    return _to(entry.tip_id)


def _withdrawing(entry: Entry, kept: TipDraft | None, subject: str) -> ResponseReturnValue:
    if entry.revision is None:
        abort(404)
    service.withdraw(entry, subject == "yes", staff().id, _now())
    db.session.commit()
    return _to(entry.tip_id)


def _discarded(entry: Entry, kept: TipDraft | None, subject: str) -> ResponseReturnValue:
    if kept is None:
        return _saved(entry, kept, subject)
    service.discard(kept, staff().id, _now())
    db.session.commit()
    flash(entry.tip_id, "tipdesk-discarded")
    return _to(entry.tip_id) if entry.revision else redirect(url_for("tipdesk.show"), 303)


def _settled(entry: Entry, kept: TipDraft | None, subject: str) -> ResponseReturnValue:
    if kept is None or not subject.isdigit() or not reviewing.settle(kept, int(subject), staff().id, _now()):
        abort(404)
    db.session.commit()
    return _to(entry.tip_id, anchor="form")


_ACTS: Mapping[str, Callable[[Entry, TipDraft | None, str], ResponseReturnValue]] = {
    "send": _sent,
    "withdraw": _withdrawing,
    "discard": _discarded,
    "settle": _settled,
}


@blueprint.post("/tips/<tip_id>/again")
@access(Access.STAFF, Permission.EDIT_TIPS)
def again(tip_id: str) -> ResponseReturnValue:
    """Take out the draft that was put away last."""
    draft = service.last_discarded(tip_id)
    if draft is None:
        abort(404)
    try:
        service.take_out(draft, staff().id, _now())
    except service.Closed:
        return _closed(tip_id)
    db.session.commit()
    return _to(tip_id)


def _closed(tip_id: str) -> ResponseReturnValue:
    db.session.rollback()
    flash(_("This tip is at another stage by now, so nothing was changed."), "error")
    return _to(tip_id)


def _to(tip_id: str, anchor: str | None = None, also: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("tipdesk.tip", tip_id=tip_id, also=also, _anchor=anchor), 303)


def _now() -> datetime:
    return datetime.now(UTC)
