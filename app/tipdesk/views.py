"""The tip desk: the list of tips and what the bank has for each question."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, render_template, request

from app import content, locale
from app.permissions import Permission
from app.security import Access, access, staff
from app.tipdesk import service, words
from app.tipdesk.forms import WantedForm
from app.tipdesk.service import Entry

PAGE = 40
blueprint = Blueprint("tipdesk", __name__, url_prefix="/tipdesk")


@blueprint.get("/")
@access(Access.STAFF, Permission.READ_TIPS)
def show() -> str:
    wanted = WantedForm().load(request.args)
    found = service.chosen(wanted)
    last = max(1, -(-len(found) // PAGE))
    page = min(max(wanted.page, 1), last)
    questionnaire = content.questionnaire()
    return render_template(
        "tipdesk/list.html",
        aspect_options=[(aspect.id, aspect.name[locale.current()]) for aspect in questionnaire.aspects],
        language_options=words.language_options(),
        discarded=service.put_away(datetime.now(UTC)) if staff().may(Permission.EDIT_TIPS) else (),
        wanted=wanted,
        asked={key: value for key, value in request.args.items() if value and key != "page"},
        found=len(found),
        entries=found[(page - 1) * PAGE : page * PAGE],
        page=page,
        last=last,
        questionnaire=questionnaire,
        words=words,
    )


@blueprint.get("/coverage")
@access(Access.STAFF, Permission.READ_TIPS)
def coverage() -> str:
    rows = service.coverage()
    only = request.args.get("aspect", "")
    aspects = [aspect for aspect in content.questionnaire().aspects if not only or aspect.id == only]
    return render_template(
        "tipdesk/coverage.html",
        rows={aspect.id: [row for row in rows if row.question.aspect == aspect.id] for aspect in aspects},
        aspects=aspects,
        all_aspects=content.questionnaire().aspects,
        only=only,
        counted=service.counted(rows),
        words=words,
        may_edit=staff().may(Permission.EDIT_TIPS),
    )


def found(tip_id: str) -> Entry:
    """The tip of this id. Any other id is a 404."""
    entry = service.entry(tip_id)
    if entry is None:
        abort(404)
    return entry
