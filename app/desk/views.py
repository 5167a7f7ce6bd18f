"""The review desk: the list of what companies shared, and one of them in full. Each look is entered in the log."""

from __future__ import annotations

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from flask_babel import lazy_gettext as _

from app import content, drawings, shared_assessments
from app.audit import Action
from app.desk import forms, listing, service
from app.desk.words import ACTS, HOWS, STATES
from app.extensions import db, limiter
from app.permissions import Permission
from app.security import Access, access, staff
from reports import summary

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
MOST = 2147483647


@blueprint.get("")
@access(Access.STAFF, Permission.READ_COMPANIES, noting=Action.LISTED)
def show() -> str:
    zone = ZoneInfo(current_app.config["TIMEZONE"])
    asked = forms.asked(request.args)
    page = listing.page(forms.wanted(request.args, zone), forms.place(request.args))
    sector, size = map(shared_assessments.question, (shared_assessments.SECTOR, shared_assessments.SIZE))
    levels, unknown = content.questionnaire().levels, (listing.NOTHING, _("Not known"))
    return render_template(
        "desk/list.html",
        page=page,
        newer=_from(asked, page.newer),
        older=_from(asked, page.older),
        asked=asked,
        sector=sector,
        size=size,
        levels=levels,
        sector_choices=[*((option.id, option.text) for option in sector.options), unknown],
        size_choices=[*((option.id, option.text) for option in size.options), unknown],
        level_choices=[*((str(each.number), each.name) for each in levels), (listing.NOTHING, _("Too little known"))],
        states=STATES,
    )


@blueprint.get("/<uuid:check>")
@access(Access.STAFF, Permission.READ_COMPANIES, noting=Action.VIEWED)
def read(check: uuid.UUID) -> str:
    """An assessment with its latest report, or with the one that is asked for."""
    opened = service.open_(check, request.args.get("generation", type=int)) or abort(404)
    several = sum(not each.reviewed for each in opened.generations) > 1
    return render_template(
        "desk/check.html",
        opened=opened,
        is_latest=opened.generation is opened.generations[0],
        states=STATES,
        acts=ACTS,
        hows=HOWS,
        sums=summary.sums,
        may_review=staff().may(Permission.REVIEW),
        over_time=url_for("portfolio.compare", history=check) if several else None,
    )


@blueprint.get(f"/<uuid:check>/report-<int(max={MOST}):generation>.pdf")
@access(Access.STAFF, Permission.READ_COMPANIES, noting=Action.EXPORTED)
@limiter.limit("60/minute")
def pdf(check: uuid.UUID, generation: int) -> Response:
    """A report as its respondent has it, in their language. The file's name does not tell whose it is."""
    assessment, stored = service.stored(check, generation) or abort(404)
    language, body = assessment.locale, stored.body
    # The session ends before the rendering: a connection held meanwhile would keep others waiting.
    db.session.remove()
    headers = {"Content-Disposition": f'inline; filename="checkbot-{language}.pdf"'}
    return Response(drawings.pdf(check, body, language), mimetype="application/pdf", headers=headers)


@blueprint.get(f"/<uuid:check>/picture/<int(max={MOST}):number>")
@access(Access.STAFF, Permission.READ_COMPANIES, noting=Action.VIEWED)
def picture(check: uuid.UUID, number: int) -> Response:
    found = service.picture(check, number) or abort(404)
    headers = {"Content-Disposition": "inline", "Cache-Control": "private, no-store"}
    return Response(found.body, mimetype=found.media_type, headers=headers)


def _from(asked: dict[str, Any], place: listing.Place | None) -> str | None:
    """The same list from another place."""
    return url_for("desk.show", **asked, **forms.mark(place)) if place else None
