"""Ticking a tip as planned or done. Each button is a plain form; a script takes over what changes on the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import locale
from app.extensions import db, limiter
from app.results.ticks import days, service
from app.results.ticks.forms import TickForm, Wish
from app.results.views import blueprint, found, page
from app.security import Access, access
from reports import model, summary
from reports.plan import TickState


@dataclass(frozen=True, slots=True)
class Refused:
    """A day that cannot be, as it comes back in its form; one that is no day does not fit in a calendar."""

    wish: Wish
    words: str
    no_day: bool


@blueprint.post("/result/<secret>/tick")
@access(Access.RESULT)
@limiter.limit("600/hour", key_func=lambda: request.path)
def tick(secret: str) -> ResponseReturnValue:
    assessment, stored = found(secret)
    wish = TickForm().load(request.form)
    if wish.tip not in summary.tips(model.from_json(stored.body)):
        abort(400)
    now = datetime.now(UTC)
    try:
        day = days.chosen(wish.state, wish.typed, locale.calendar_day(now)) if wish.state else None
    except (days.NoDay, days.OutOfReach) as error:
        no_day = isinstance(error, days.NoDay)
        return page(secret, assessment, stored, refused=Refused(wish, _wrong(wish, no_day, now), no_day)), 422
    service.settle(assessment, wish.tip, wish.state, day, now)
    db.session.commit()
    anchor = f"{wish.place}-{wish.tip}"
    return redirect(url_for("results.show", secret=secret, lang=request.args.get("lang"), _anchor=anchor), 303)


def _wrong(wish: Wish, no_day: bool, now: datetime) -> str:
    today = locale.calendar_day(now)
    if no_day:
        return _("That is not a day on the calendar. Write it like 31-12-%(year)s.", year=today.year)
    if wish.state is TickState.PLANNED:
        last = days.reach(TickState.PLANNED, today).last
        return _("Choose a day from today until %(last)s, or leave the day empty.", last=locale.day(last))
    first = days.reach(TickState.DONE, today).first
    return _("Choose a day from %(first)s until today. What lies ahead you can plan.", first=locale.day(first))
