"""The result at its private link: on the screen first, then as PDF or by mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from marshmallow import ValidationError

from app import consents, drawings, jobs, locale, mail_requests, outbox, rendering, ticks
from app.extensions import db, limiter
from app.models import Assessment, ConsentKind, MailKind, StoredReport
from app.models.figures import WORDS_LENGTH
from app.results import service
from app.results.forms import ConsentForm, MailForm
from app.results.shares import service as shares
from app.results.votes import service as votes
from app.security import Access, access, embedded, owner_token, owns, token
from app.shown import shown
from app.tip_figures import REASONS
from reports import model
from reports.exports import FORMATS

blueprint = Blueprint("results", __name__)
_NO_ADDRESS = _("That is not a complete e-mail address. Check it, for example name@shop.nl.")
_WRONG = {
    mail_requests.TooManyMails: _("This report has been mailed five times. Download the PDF instead."),
    consents.AddressNeeded: _("To be e-mailed later, fill in your address. Or take the tick away."),
}


@blueprint.get("/result/<secret>")
@access(Access.RESULT)
def show(secret: str) -> str:
    assessment, stored = found(secret)
    rendering.warm(1)
    return page(secret, assessment, stored)


@blueprint.get("/result/<secret>/report.pdf")
@access(Access.RESULT)
@limiter.limit("20/minute", key_func=lambda: request.path)
def pdf(secret: str) -> Response:
    return paper(found(secret)[1])


@blueprint.get("/result/<secret>/report.<any(json, csv, xlsx):kind>")
@access(Access.RESULT)
@limiter.limit("20/minute", key_func=lambda: request.path)
def export(secret: str, kind: str) -> Response:
    """The answers and scores as data, in the language of the page. The file's name does not tell whose they are."""
    assessment, stored = found(secret)
    language, file = locale.current(), FORMATS[kind]
    body = file.write(model.from_json(stored.body), ticks.of(assessment.id), language)
    headers = {"Content-Disposition": f'attachment; filename="checkbot-{language}.{kind}"'}
    return Response(body, mimetype=file.media_type, headers=headers)


def paper(stored: StoredReport) -> Response:
    """The report as PDF, in the language of the page."""
    # The session ends before the rendering: a connection held meanwhile would keep others waiting.
    check, body, language = stored.assessment_id, stored.body, locale.current()
    db.session.remove()
    document = drawings.pdf(check, body, language)
    headers = {"Content-Disposition": f'inline; filename="checkbot-{language}.pdf"'}
    return Response(document, mimetype="application/pdf", headers=headers)


@blueprint.post("/result/<secret>/mail")
@access(Access.RESULT)
@limiter.limit("20/hour", key_func=lambda: request.path)
def mail(secret: str) -> ResponseReturnValue:
    """Send the report, and keep what was ticked below the address."""
    assessment, stored = found(secret)
    ticked, change = _choices(assessment)
    try:
        address = MailForm().load(request.form)["address"]
        message = mail_requests.request_report(assessment, stored, address, locale.current(), _now())
        consents.settle(assessment, change, address, _now())
    except (ValidationError, mail_requests.TooManyMails) as error:
        return _again(secret, ticked, error)
    db.session.commit()
    jobs.wake(message.id)
    return _back(secret)


@blueprint.post("/result/<secret>/consents")
@access(Access.RESULT)
@limiter.limit("60/hour", key_func=lambda: request.path)
def consent(secret: str) -> ResponseReturnValue:
    """Keep what was ticked, and what no longer is, without sending anything."""
    assessment, _ = found(secret)
    ticked, change = _choices(assessment)
    try:
        consents.settle(assessment, change, request.form.get("address", ""), _now())
    except ValidationError as error:
        return _again(secret, ticked, error)
    db.session.commit()
    if not embedded():
        flash("kept", "consents")
    return _back(secret)


def _choices(assessment: Assessment) -> tuple[set[ConsentKind], consents.Change]:
    """What is ticked, and what of it changes. Who has the link but not the check, a colleague, can only withdraw."""
    ticked, change = ConsentForm().load(request.form)
    may_give = owns(request.form.get("owner", ""), assessment.owner_hash)
    return ticked, change if may_give else replace(change, given=frozenset())


def _back(secret: str) -> ResponseReturnValue:
    return redirect(url_for("results.show", secret=secret, lang=request.args.get("lang"), _anchor="mail"), 303)


def found(secret: str) -> tuple[Assessment, StoredReport]:
    """The check of this result link with its latest report, and from here on its language. Anything else is a 404."""
    opened = service.of_link(secret)
    if opened is None:
        abort(404)
    locale.choose(opened[0].locale)
    locale.choose(request.args.get("lang"))
    return opened


def _again(secret: str, ticked: set[ConsentKind], error: Exception) -> ResponseReturnValue:
    """The page with what was wrong; what was typed and ticked stands in the form again."""
    db.session.rollback()
    wrong = str(_WRONG.get(type(error), _NO_ADDRESS))
    return page(secret, *found(secret), ticked, wrong=wrong, typed=request.form.get("address", "")[:254]), 422


def page(
    secret: str, assessment: Assessment, stored: StoredReport, ticked: set[ConsentKind] | None = None, **again: object
) -> str:
    """The whole page; `again` is what was wrong with what was sent, and that itself."""
    report = model.from_json(stored.body)
    owner = owner_token(assessment.owner_hash)
    today = locale.calendar_day(_now())
    return render_template(
        "results/page.html",
        secret=secret,
        report=report,
        owner=owner,
        today=today,
        erase=url_for("chat.ask_erase", secret=token(Access.ERASE, assessment.id)),
        seq=service.event_count(assessment),
        mail=outbox.last(assessment.id, MailKind.REPORT),
        boxes=consents.boxes(assessment.id, owner is not None, ticked),
        shares=[(share, token(Access.SHARE, share.id)) for share in shares.standing(assessment.id, today)],
        votes=votes.of(assessment.id),
        reasons=REASONS,
        words_length=WORDS_LENGTH,
        **again,
        **shown(report, ticks.of(assessment.id), locale.current()),
    )


def _now() -> datetime:
    return datetime.now(UTC)
