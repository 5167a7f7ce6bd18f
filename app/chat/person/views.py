"""Asking for a person in the chat, and talking to one: plain forms, and news for the script that asks for it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import conversations, handover_log, handover_notices, handovers, jobs
from app.chat.person.forms import AskForm, SayForm
from app.chat.shown import context
from app.chat.views import blueprint, owned, page, wants_fragment
from app.extensions import db, limiter
from app.handover_log import Request
from app.models import Assessment
from app.security import Access, access, remember_owner

# A number or an address; which one, and whether it is right, the consultant sees.
_REACHES = re.compile(r".*(?:\d\D*){8}|.*\S@\S+\.\S", re.DOTALL)


@blueprint.post("/chat/<secret>/person")
@access(Access.OWNER)
@limiter.limit("60/hour", key_func=lambda: request.path)
def ask_person(secret: str) -> ResponseReturnValue:
    """Ask for a person in the chat, or to be called or mailed back."""
    assessment = owned(secret)
    words, reach = AskForm().load(request.form)
    if reach and not _REACHES.match(reach.contact):
        wrong = _("Fill in a telephone number or an e-mail address, so that somebody can reach you.")
        return page(assessment, secret, unreached=wrong, asked=request.form), 422
    question = conversations.read(assessment).turn.question
    try:
        row, made = handovers.ask(assessment.id, question.id if question else None, words, reach, _now())
    except handovers.Enough:
        db.session.rollback()
        wrong = _("You have asked for a person very often in this check. Write to the address on the privacy page.")
        return page(owned(secret), secret, unreached=wrong, asked=request.form), 422
    mails = handover_notices.tell(row, _now()) if made else []
    db.session.commit()
    for mail in mails:
        jobs.wake(mail)
    return _reply(secret)


@blueprint.post("/chat/<secret>/person/say")
@access(Access.OWNER)
@limiter.limit("40/minute", key_func=lambda: request.path)
def say_to_person(secret: str) -> ResponseReturnValue:
    """A message to the person who has the conversation. One that comes too late stands on the page again."""
    assessment = owned(secret)
    form = SayForm().load(request.form)
    try:
        handovers.say(assessment.id, form["text"], form["once"], _now())
    except (handovers.NotNow, handovers.Enough):
        db.session.rollback()
        return page(owned(secret), secret, unsaid=form["text"]), 422
    db.session.commit()
    return _reply(secret)


@blueprint.post("/chat/<secret>/person/end")
@access(Access.OWNER)
def end_person(secret: str) -> ResponseReturnValue:
    """Go on with the bot, or ask for nobody any more."""
    handovers.give_back(owned(secret).id, _now())
    db.session.commit()
    return _reply(secret)


@blueprint.get("/chat/<secret>/person/news")
@access(Access.OWNER)
def person_news(secret: str) -> ResponseReturnValue:
    """What was said around a person, once there is more than the page with this mark shows."""
    assessment = owned(secret)
    last = handover_log.last(assessment.id, _now())
    if last is None or last.mark == request.args.get("mark"):
        return "", 204
    return _fragment(assessment, secret, last)


def _reply(secret: str) -> ResponseReturnValue:
    remember_owner(secret)
    assessment = owned(secret)
    last = handover_log.last(assessment.id, _now())
    if not wants_fragment() or last is None:
        return redirect(url_for("chat.show", secret=secret, _anchor="now"), 303)
    return _fragment(assessment, secret, last)


def _fragment(assessment: Assessment, secret: str, last: Request) -> str:
    """All lines of this request: the script leaves out those it has, so none is lost on a bad line."""
    here = conversations.read(assessment)
    lines = [line for aside in handover_log.asides(assessment.id, last.id) for line in aside.lines]
    return render_template("chat/turn.html", lines=lines, **context(here, secret, here.turn, last))


def _now() -> datetime:
    return datetime.now(UTC)
