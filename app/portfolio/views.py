"""Assessments side by side: as page, PDF and workbook, and the lists that are saved of them.

Each look enters every assessment that is shown in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import ValidationError

from app import audit, locale, rendering, shared_assessments
from app.audit import Action
from app.extensions import db, limiter, writing
from app.models import Portfolio as Saved
from app.permissions import Permission
from app.portfolio import lists, service
from app.portfolio.forms import NewListForm, PickedForm, WantedForm
from app.portfolio.service import Chosen
from app.security import Access, access, staff
from reports import portfolio, side_by_side
from reports.exports import side_by_side as workbook
from reports.portfolio import MOST, Kind, Portfolio

blueprint = Blueprint("portfolio", __name__, url_prefix="/desk/portfolio")
NUMBER = "<int(max=2147483647):number>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES: Mapping[str, tuple[str, Callable[[Portfolio, str], bytes]]] = {
    "pdf": ("application/pdf", rendering.portfolio_pdf),
    "xlsx": (XLSX, workbook.to_xlsx),
}


@blueprint.get("")
@access(Access.STAFF, Permission.READ_COMPANIES)
def show() -> str:
    sector = shared_assessments.question(shared_assessments.SECTOR)
    return render_template(
        "portfolio/index.html", lines=lists.lines(), removed=lists.lines(removed=True), sector=sector
    )


@blueprint.get("/compare")
@access(Access.STAFF, Permission.READ_COMPANIES)
def compare() -> ResponseReturnValue:
    chosen = _chosen()
    if not chosen.checks and not chosen.dropped and not chosen.saved:
        return _to_checks(_("Tick the checks that you want to see side by side."))
    if len(chosen.checks) > MOST:
        return _to_checks(_("At most %(most)s checks fit side by side. Tick fewer.", most=MOST))
    made = _composed(chosen)
    _note(Action.VIEWED, chosen)
    return render_template(
        "portfolio/compare.html",
        portfolio=made,
        chosen=chosen,
        chart=side_by_side.chart(made, locale.current()),
        asked=request.args.to_dict(flat=False),
        lines=lists.lines(),
    )


@blueprint.get("/compare.<any(pdf, xlsx):kind>")
@access(Access.STAFF, Permission.READ_COMPANIES)
@limiter.limit("60/minute")
def file(kind: str) -> Response:
    """The same as a file, in the language of the page. Its name does not tell whose checks they are."""
    chosen, language = _chosen(), locale.current()
    if len(chosen.checks) > MOST:
        abort(404)
    made = _composed(chosen)
    _note(Action.EXPORTED, chosen)
    db.session.remove()
    media_type, write = FILES[kind]
    headers = {"Content-Disposition": f'attachment; filename="checkbot-portfolio-{language}.{kind}"'}
    return Response(write(made, language), mimetype=media_type, headers=headers)


@blueprint.post("/save")
@access(Access.STAFF, Permission.READ_COMPANIES)
def save() -> ResponseReturnValue:
    """Keep picked assessments under a name."""
    form = NewListForm().load(request.form)
    if not form["title"]:
        flash(_("Give the list a name."), "error")
        return redirect(url_for("portfolio.compare", check=form["check"], _anchor="keep"), 303)
    return _changed(lambda: lists.make(form["title"], form["kind"], form["check"], staff().id, _now()))


@blueprint.post("/add")
@access(Access.STAFF, Permission.READ_COMPANIES)
def add() -> ResponseReturnValue:
    """Put picked assessments on a list that there is."""
    form = PickedForm().load(request.form)
    return _changed(lambda: lists.add(_found(form["saved"]), form["check"]))


@blueprint.post(f"/{NUMBER}/take-off")
@access(Access.STAFF, Permission.READ_COMPANIES)
def take_off(number: int) -> ResponseReturnValue:
    return _changed(lambda: lists.take_off(_found(number), PickedForm().load(request.form)["check"]))


@blueprint.post(f"/{NUMBER}/remove")
@access(Access.STAFF, Permission.READ_COMPANIES)
def remove(number: int) -> ResponseReturnValue:
    return _changed(lambda: lists.remove(_found(number), _now()))


@blueprint.post(f"/{NUMBER}/put-back")
@access(Access.STAFF, Permission.READ_COMPANIES)
def put_back(number: int) -> ResponseReturnValue:
    return _changed(lambda: lists.remove(_found(number), None))


def _changed(change: Callable[[], Saved]) -> ResponseReturnValue:
    """Change a list, enter that in the log, and show it; a removed one among the others."""
    try:
        row = change()
    except lists.Full:
        db.session.rollback()
        return _to_checks(_("At most %(most)s checks fit on a list. Choose fewer, or make a second list.", most=MOST))
    audit.note(staff().id, Action.PORTFOLIO_CHANGED, str(row.id), _now(), chosen=row.chosen)
    number, gone = row.id, row.removed is not None
    db.session.commit()
    flash(
        _("The list has been removed. You can put it back for a month.") if gone else _("The list has been saved."),
        "good",
    )
    return redirect(url_for("portfolio.show") if gone else url_for("portfolio.compare", saved=number), 303)


def _found(number: int | None) -> Saved:
    return (lists.find(number) if number else None) or abort(404)


def _chosen() -> Chosen:
    """What the address asks for; what it asks wrongly, or is not there, is a 404."""
    try:
        wanted = WantedForm().load(request.args)
    except ValidationError:
        abort(404)
    if wanted["saved"] is not None:
        return service.saved(wanted["saved"]) or abort(404)
    if wanted["history"] is not None:
        return service.over_time(wanted["history"]) or abort(404)
    if wanted["sector"] is not None:
        return service.of_sector(wanted["sector"])
    return service.picked(wanted["check"])


def _composed(chosen: Chosen) -> Portfolio:
    return portfolio.compose(chosen.title or _title(chosen), chosen.kind, chosen.reports, chosen.dropped, _now())


def _title(chosen: Chosen) -> str:
    """A title for what nobody gave one."""
    if chosen.kind is Kind.OVER_TIME:
        return _("No name given")
    asked = shared_assessments.question(shared_assessments.SECTOR)
    sector = asked.option.get(request.args.get("sector", ""))
    return sector.text[locale.current()] if sector else _("Checks side by side")


def _note(action: Action, chosen: Chosen) -> None:
    """Enter each assessment that is shown. Where that fails, nothing is shown."""
    person, now = staff().id, _now()
    db.session.rollback()
    with writing():
        for check in chosen.checks:
            audit.note(person, action, str(check), now)
        db.session.commit()


def _to_checks(words: str) -> ResponseReturnValue:
    flash(words, "error")
    return redirect(url_for("desk.show"), 303)


def _now() -> datetime:
    return datetime.now(UTC)
