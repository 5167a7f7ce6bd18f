"""The conversations of the desk: the queue, one conversation, and who is there. The script asks for news by POST, as
that also says that somebody is there; each page works without it."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import NoReturn

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import audit, handovers, presence
from app.audit import Action
from app.extensions import db
from app.handover import service
from app.handover.forms import AnswerForm, CloseForm, PresenceForm
from app.handover.queue import Pile, mark, queue
from app.handover.suggestions import suggestions
from app.models import HandoverState
from app.permissions import Permission
from app.security import Access, access, staff

blueprint = Blueprint("handover", __name__, url_prefix="/desk/conversations")


@blueprint.get("")
@access(Access.STAFF, Permission.CONVERSE, noting=Action.VIEWED)
def show() -> str:
    return _queue()


@blueprint.post("/news")
@access(Access.STAFF, Permission.CONVERSE)
def news() -> ResponseReturnValue:
    """The queue, once it differs from the one with this mark."""
    presence.see(staff().id, _now())
    same = mark(queue(staff().id, _now())) == request.form.get("mark")
    if not same:
        audit.note(staff().id, Action.VIEWED, "", _now())
    db.session.commit()
    return ("", 204) if same else _queue()


@blueprint.post("/presence")
@access(Access.STAFF, Permission.CONVERSE)
def be_present() -> ResponseReturnValue:
    presence.switch(staff().id, PresenceForm().load(request.form)["available"], _now())
    db.session.commit()
    return redirect(url_for("handover.show"), 303)


@blueprint.get("/<int(max=2147483647):number>")
@access(Access.STAFF, Permission.CONVERSE, noting=Action.VIEWED)
def one(number: int) -> str:
    return _one(number, use=request.args.get("use", type=int))


@blueprint.post("/<int(max=2147483647):number>/news")
@access(Access.STAFF, Permission.CONVERSE)
def news_of(number: int) -> ResponseReturnValue:
    """The conversation, once it differs from the page with this mark."""
    opened = _found(number)
    presence.see(staff().id, _now())
    same = opened.mark == request.form.get("mark")
    if not same:
        audit.note(staff().id, Action.VIEWED, str(number), _now())
    db.session.commit()
    return ("", 204) if same else _one(number)


@blueprint.post("/<int(max=2147483647):number>/take")
@access(Access.STAFF, Permission.CONVERSE)
def take(number: int) -> ResponseReturnValue:
    _found(number)
    try:
        handovers.take(number, staff().id, _now())
    except handovers.NotNow as error:
        return _too_late(number, error.name)
    presence.see(staff().id, _now())
    audit.note(staff().id, Action.HANDOVER_TAKEN, str(number), _now())
    db.session.commit()
    return redirect(url_for("handover.one", number=number, _anchor="message"), 303)


@blueprint.post("/<int(max=2147483647):number>/answer")
@access(Access.STAFF, Permission.CONVERSE)
def answer(number: int) -> ResponseReturnValue:
    """Say something. What comes too late stands in the field again."""
    _found(number)
    form = AnswerForm().load(request.form)
    try:
        handovers.answer(number, staff().id, form["text"], form["once"], _now())
    except (handovers.NotNow, handovers.Enough):
        db.session.rollback()
        return _one(number, unsaid=form["text"]), 409
    presence.see(staff().id, _now())
    audit.note(staff().id, Action.HANDOVER_ANSWERED, str(number), _now())
    db.session.commit()
    return redirect(url_for("handover.one", number=number, _anchor="message"), 303)


@blueprint.post("/<int(max=2147483647):number>/close")
@access(Access.STAFF, Permission.CONVERSE)
def close(number: int) -> ResponseReturnValue:
    _found(number)
    try:
        handovers.close(number, staff().id, CloseForm().load(request.form)["done"], _now())
    except handovers.NotNow as error:
        return _too_late(number, error.name)
    audit.note(staff().id, Action.HANDOVER_CLOSED, str(number), _now())
    db.session.commit()
    return redirect(url_for("handover.show"), 303)


def _queue() -> str:
    piles = queue(staff().id, _now())
    asking = len(piles[Pile.WAITING]) + sum(entry.news for entry in piles[Pile.MINE])
    return render_template("handover/queue.html", piles=piles, mark=mark(piles), asking=asking, **_presence())


def _one(number: int, use: int | None = None, unsaid: str = "") -> str:
    """One conversation; `use` is the number of the suggestion that stands in the field."""
    opened = _found(number)
    offered = suggestions(opened) if opened.row.state != HandoverState.ENDED else []
    chosen = offered[use].text if use is not None and 0 <= use < len(offered) else ""
    return render_template(
        "handover/one.html",
        opened=opened,
        summary=service.summary(opened),
        questionnaire=opened.here.questionnaire,
        suggestions=offered,
        typed=unsaid or chosen,
        unsaid=unsaid,
        mine=opened.held_by(staff().id),
        once=secrets.token_hex(16),
        **_presence(),
    )


def _presence() -> dict[str, object]:
    return {"available": presence.is_available(staff().id), "present": presence.at_desk(_now())}


def _found(number: int) -> service.Opened:
    return service.find(number, _now()) or _missing()


def _missing() -> NoReturn:
    abort(404)


def _too_late(number: int, name: str) -> ResponseReturnValue:
    """Tell who came second."""
    db.session.rollback()
    told = _("%(name)s has this conversation already.", name=name) if name else _("This conversation is over already.")
    flash(told, "error")
    return redirect(url_for("handover.one", number=number), 303)


def _now() -> datetime:
    return datetime.now(UTC)
