"""The result at its private link: on the screen first, then as PDF or by mail."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import ValidationError

from app import jobs, locale, mail_requests, outbox, rendering
from app.extensions import db, limiter
from app.models import Assessment, MailKind, StoredReport
from app.results import service
from app.results.forms import MailForm
from app.results.shown import shown
from app.security import Access, access, owner_token, token
from reports import model

blueprint = Blueprint("results", __name__)


@blueprint.get("/result/<secret>")
@access(Access.RESULT)
def show(secret: str) -> str:
    assessment, stored = _found(secret)
    return _page(secret, assessment, stored)


@blueprint.get("/result/<secret>/report.pdf")
@access(Access.RESULT)
@limiter.limit("20/minute", key_func=lambda: request.path)
def pdf(secret: str) -> Response:
    _, stored = _found(secret)
    # The session ends before the rendering: a connection held meanwhile would keep others waiting.
    body, language = stored.body, locale.current()
    db.session.remove()
    document = rendering.pdf(model.from_json(body), language)
    headers = {"Content-Disposition": f'inline; filename="checkbot-{language}.pdf"'}
    return Response(document, mimetype="application/pdf", headers=headers)


@blueprint.post("/result/<secret>/mail")
@access(Access.RESULT)
@limiter.limit("20/hour", key_func=lambda: request.path)
def mail(secret: str) -> ResponseReturnValue:
    assessment, stored = _found(secret)
    try:
        form = MailForm().load(request.form)
        message = mail_requests.request_report(assessment, stored, form["address"], locale.current(), _now())
    except ValidationError:
        wrong = _("That is not a complete e-mail address. Check it, for example name@shop.nl.")
        return _page(secret, assessment, stored, wrong, request.form.get("address", "")[:254]), 422
    except mail_requests.TooManyMails:
        wrong = _("This report has been mailed five times. Download the PDF instead.")
        return _page(secret, assessment, stored, wrong), 422
    db.session.commit()
    jobs.wake(message.id)
    return redirect(url_for("results.show", secret=secret, lang=request.args.get("lang"), _anchor="mail"), 303)


def _found(secret: str) -> tuple[Assessment, StoredReport]:
    found = service.of_link(secret)
    if found is None:
        abort(404)
    locale.choose(found[0].locale)
    locale.choose(request.args.get("lang"))
    return found


def _page(secret: str, assessment: Assessment, stored: StoredReport, wrong: str = "", typed: str = "") -> str:
    report = model.from_json(stored.body)
    return render_template(
        "results/page.html",
        secret=secret,
        report=report,
        owner=owner_token(assessment.owner_hash),
        erase=url_for("chat.ask_erase", secret=token(Access.ERASE, assessment.id)),
        seq=service.event_count(assessment),
        mail=outbox.last(assessment.id, MailKind.REPORT),
        wrong=wrong,
        typed=typed,
        **shown(report, locale.current()),
    )


def _now() -> datetime:
    return datetime.now(UTC)
