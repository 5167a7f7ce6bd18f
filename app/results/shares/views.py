"""Links to hand on: made and withdrawn on the result page, and the report that others then read."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import locale, ticks
from app.extensions import db, limiter
from app.models import Share, StoredReport
from app.models.sharing import MOST_SHARES
from app.results.shares import service
from app.results.shares.forms import ShareForm, WithdrawForm
from app.results.views import blueprint, found, page, paper
from app.security import Access, access
from app.shown import shown
from reports import model


@blueprint.post("/result/<secret>/share")
@access(Access.RESULT)
@limiter.limit("60/hour", key_func=lambda: request.path)
def share(secret: str) -> ResponseReturnValue:
    assessment, _stored = found(secret)
    label, days = ShareForm().load(request.form)
    try:
        service.make(assessment, label, days, _today(), datetime.now(UTC))
    except service.Enough:
        db.session.rollback()
        wrong = _("You have %(count)s links. Withdraw one that is no longer needed.", count=MOST_SHARES)
        return page(secret, *found(secret), unshared=wrong, label=label, days=days), 422
    db.session.commit()
    return _to_the_links(secret)


@blueprint.post("/result/<secret>/withdraw")
@access(Access.RESULT)
@limiter.limit("120/hour", key_func=lambda: request.path)
def withdraw(secret: str) -> ResponseReturnValue:
    assessment, _stored = found(secret)
    service.withdraw(assessment, WithdrawForm().load(request.form)["share"])
    db.session.commit()
    return _to_the_links(secret)


@blueprint.get("/shared/<secret>")
@access(Access.SHARE)
def shared(secret: str) -> str:
    stored, here = _opened(secret)
    report = model.from_json(stored.body)
    return render_template(
        "results/shared.html",
        secret=secret,
        report=report,
        until=here.until,
        **shown(report, ticks.of(here.assessment_id), locale.current()),
    )


@blueprint.get("/shared/<secret>/report.pdf")
@access(Access.SHARE)
@limiter.limit("20/minute", key_func=lambda: request.path)
def shared_pdf(secret: str) -> Response:
    return paper(_opened(secret)[0])


def _opened(secret: str) -> tuple[StoredReport, Share]:
    """The report of a link that stands. A withdrawn, an ended and a wrong one cannot be told apart."""
    opened = service.of_link(secret, _today())
    if opened is None:
        abort(404)
    assessment, stored, here = opened
    locale.choose(assessment.locale)
    locale.choose(request.args.get("lang"))
    return stored, here


def _to_the_links(secret: str) -> ResponseReturnValue:
    return redirect(url_for("results.show", secret=secret, lang=request.args.get("lang"), _anchor="share"), 303)


def _today() -> date:
    return locale.calendar_day(datetime.now(UTC))
