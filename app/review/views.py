"""A consultant's work on one report: one form for all of it, a preview, and sending it."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import jobs, locale, rendering
from app.audit import Action
from app.extensions import csrf, db, limiter
from app.permissions import Permission
from app.review import acts, sending, service, shown
from app.review.forms import FIND, MOST_BYTES, Pressed, ReviewForm, SendForm
from app.review.service import Clash, NotShared, Sent, Work
from app.review.words import told, who_saved
from app.security import Access, access, staff
from app.shown import shown as of_report
from questionnaire.model import LOCALES
from reports.arranging import NotPossible

blueprint = Blueprint("review", __name__, url_prefix="/desk")


@blueprint.get("/<uuid:check>/review")
@access(Access.STAFF, Permission.REVIEW, noting=Action.VIEWED)
def edit(check: uuid.UUID) -> str:
    look = request.args.get("aspect", "")[:60], request.args.get("find", "")[:120]
    return _page(_opened(check), look=look)


@blueprint.post("/<uuid:check>/review")
@csrf.exempt
@access(Access.STAFF, Permission.REVIEW)
def save(check: uuid.UUID) -> ResponseReturnValue:
    """Keep what was written, and do what the button says. A script that saves by itself gets what changed only."""
    # A whole review is longer than other forms; the token in it is looked at once it may be read.
    request.max_content_length = MOST_BYTES
    csrf.protect()
    work = _opened(check, locked=True)
    sent, pressed = ReviewForm().load(request.form)
    try:
        after, merged = service.together(work, sent)
        after, place = acts.done(after, pressed)
    except Clash as clash:
        db.session.rollback()
        return _clashed(_opened(check), clash, sent)
    except NotPossible:
        abort(400)
    news = told(work, sent.version, staff().id, merged.theirs) if merged.theirs else ""
    service.save(after, staff().id, _now())
    db.session.commit()
    if "X-Fragment" in request.headers:
        return _fragment(_opened(check), sent)
    if news:
        flash(news, "told")
    return _on(check, pressed, place)


@blueprint.get("/<uuid:check>/review/preview")
@access(Access.STAFF, Permission.REVIEW, noting=Action.VIEWED)
def preview(check: uuid.UUID) -> str:
    work = _opened(check)
    report = sending.preview(work, staff().name, _now())
    locale.choose(work.assessment.locale)
    locale.choose(request.args.get("lang"))
    return render_template(
        "review/preview.html",
        work=work,
        report=report,
        way=sending.way(work),
        **of_report(report, {}, locale.current()),
    )


@blueprint.get("/<uuid:check>/review/preview.pdf")
@access(Access.STAFF, Permission.REVIEW, noting=Action.EXPORTED)
@limiter.limit("20/minute")
def preview_pdf(check: uuid.UUID) -> Response:
    work = _opened(check)
    report = sending.preview(work, staff().name, _now())
    language = request.args.get("lang")
    language = language if language in LOCALES else work.assessment.locale
    # The session ends before the rendering: a connection held meanwhile would keep others waiting.
    db.session.remove()
    headers = {"Content-Disposition": f'inline; filename="review-{language}.pdf"'}
    return Response(rendering.pdf(report, language), mimetype="application/pdf", headers=headers)


@blueprint.post("/<uuid:check>/review/send")
@access(Access.STAFF, Permission.REVIEW)
def send(check: uuid.UUID) -> ResponseReturnValue:
    work = _opened(check, locked=True)
    version = SendForm().load(request.form)["version"]
    try:
        outcome = sending.send(work, version, staff().id, staff().name, _now())
    except sending.NotSent:
        db.session.rollback()
        flash(
            _("Nothing was sent: the review changed since you looked, or was sent already. Look again."),
            "error",
        )
        return redirect(url_for("review.edit", check=check), 303)
    db.session.commit()
    if outcome.mail:
        jobs.wake(outcome.mail.id)
    return redirect(url_for("review.edit", check=check, _anchor="sent"), 303)


def _opened(check: uuid.UUID, locked: bool = False) -> Work:
    try:
        return service.opened(check, locked)
    except NotShared:
        abort(404)


def _page(work: Work, look: tuple[str, str] = ("", ""), **besides: object) -> str:
    desk = url_for("desk.read", check=work.assessment.id) if "desk.read" in current_app.view_functions else None
    return render_template("review/edit.html", desk=desk, **{**shown.page(work, staff().id, _now(), look), **besides})


def _clashed(work: Work, clash: Clash, sent: Sent) -> ResponseReturnValue:
    """The page with both texts beside each other; to save it again is to choose."""
    by = who_saved(work, sent.version, staff().id)
    if "X-Fragment" in request.headers:
        return render_template("review/clash.html", by=by), 409
    return _page(work, clash_by=by, **shown.clashing(work, clash.merged, sent.texts)), 409


def _fragment(work: Work, sent: Sent) -> str:
    """What the next save has to carry. What somebody else wrote is not on the page yet, so that is still to be told."""
    values = shown.fields(work)
    fresh = {name: mark for name, mark in values["digests"].items() if sent.texts.get(name) == values["texts"][name]}
    digests = {**sent.shown, **fresh}
    version = work.version if digests == values["digests"] else sent.version
    return render_template("review/kept.html", **{**values, "digests": digests, "version": version, "work": work})


def _on(check: uuid.UUID, pressed: Pressed, place: str) -> ResponseReturnValue:
    if pressed.act == acts.PREVIEW:
        return redirect(url_for("review.preview", check=check), 303)
    aspect, words = (pressed.target, pressed.words) if pressed.act == FIND else (None, None)
    return redirect(url_for("review.edit", check=check, _anchor=place or None, aspect=aspect, find=words), 303)


def _now() -> datetime:
    return datetime.now(UTC)
