"""The past of the tip bank: its editions, and each wording of a tip beside another."""

from __future__ import annotations

from flask import render_template, request

from app import content
from app.permissions import Permission
from app.security import Access, access, staff
from app.tipdesk import words
from app.tipdesk.history import service
from app.tipdesk.reviewing.service import names
from app.tipdesk.views import blueprint, found
from tips import differences
from tips.bank import Body

MOST = 20
DRAFT = "draft"


@blueprint.get("/history")
@access(Access.STAFF, Permission.READ_TIPS)
def history() -> str:
    before = request.args.get("before", type=int)
    past = service.editions(before, MOST)
    called = names({each.edition.staff_id for each in past} | {row.staff_id for each in past for row in each.changed})
    newest = past[0].edition.id if past and before is None else None
    return render_template(
        "tipdesk/history.html",
        past=past,
        names=called,
        newest=newest,
        more=past[-1].edition.id if len(past) == MOST else None,
        may_publish=staff().may(Permission.PUBLISH_TIPS),
        words=words,
    )


@blueprint.get("/tips/<tip_id>/history")
@access(Access.STAFF, Permission.READ_TIPS)
def tip_history(tip_id: str) -> str:
    """Two wordings of a tip beside each other: the last two, unless others are asked for."""
    entry = found(tip_id)
    revisions = service.revisions_of(tip_id)
    bodies: dict[str, Body] = {str(each.revision): each.body for each in revisions}
    if entry.draft:
        bodies = {DRAFT: entry.draft.body, **bodies}
    order = list(bodies)
    new = request.args.get("to") if request.args.get("to") in bodies else order[0]
    following = order[order.index(str(new)) + 1 :]
    old = request.args.get("from") if request.args.get("from") in bodies else (following or [str(new)])[0]
    events = service.events_of(tip_id)
    people = {event.staff_id for event in events} | {each.staff_id for each in revisions}
    questionnaire = content.questionnaire()
    return render_template(
        "tipdesk/tip_history.html",
        entry=entry,
        revisions=revisions,
        editions=service.first_editions(revisions),
        events=events,
        names=names(people),
        order=order,
        old=old,
        new=new,
        differences=differences.between(
            words.fields(bodies[str(old)], questionnaire), words.fields(bodies[str(new)], questionnaire)
        ),
        words=words,
    )
