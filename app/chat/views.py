"""The conversation on the web: a form a question. The module script gets the same turn as a fragment."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import ValidationError

from app import completion, consents, conversations, handover_log, jobs, locale, mail_requests, outbox, transcript
from app.chat import erasure, service
from app.chat.forms import BeginForm, LanguageForm, LinkForm, TurnForm
from app.chat.shown import context
from app.extensions import db, limiter, reading
from app.models import Assessment, MailKind
from app.security import HEADERS, Access, access, embedded, forget_owner, owner_token, remember_owner, token
from questionnaire.conversation import Event
from questionnaire.model import Text
from questionnaire.reading import Refused

blueprint = Blueprint("chat", __name__)


@blueprint.after_request
def allow_microphone(response: Response) -> Response:
    """Who would rather speak than type may let the browser listen, on these pages only."""
    response.headers["Permissions-Policy"] = HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
    return response


@blueprint.post("/start")
@access(Access.NEWCOMER)
@limiter.limit("600/hour")
def begin() -> ResponseReturnValue:
    form = BeginForm().load(request.form)
    owner = service.begin(form["mode"], form["locale"], _now(), form["campaign"])[1]
    db.session.commit()
    remember_owner(owner)
    return redirect(url_for("chat.show", secret=owner), 303)


@blueprint.get("/chat/<secret>")
@access(Access.OWNER)
def show(secret: str) -> str:
    assessment = owned(secret)
    return page(assessment, secret)


@blueprint.post("/chat/<secret>")
@access(Access.OWNER)
def take(secret: str) -> ResponseReturnValue:
    now = _now()
    with reading():
        assessment = owned(secret)
        seq, sent = TurnForm().load(request.form)
        here = before = conversations.read(assessment)
        heard = service.understood(here, sent, now)
        last = handover_log.last(here.assessment, now)
    lines: list[transcript.Line] = []
    try:
        for event in heard:
            turn = service.take(here, seq, event, now)
            consents.follow(here.assessment, here.questionnaire, event, now)
            lines += transcript.of_turn(here.questionnaire, here.conversation, event, turn)
            here, seq = here.after(event, turn, now), seq + 1
    except service.OutOfStep:
        db.session.rollback()
        return _caught_up(secret, seq, sent) if "X-Again" in request.headers else _elsewhere(secret)
    except Refused as refused:
        db.session.rollback()
        return _refused(secret, event, refused.text)
    if turn.conversation.finished:
        completion.complete(here, now)
    db.session.commit()
    remember_owner(secret)
    if turn.conversation.finished or conversations.changes_report(before, here):
        jobs.draw_ahead(here.assessment)
    if turn.conversation.finished:
        return go(url_for("results.show", secret=token(Access.RESULT, here.assessment)))
    if not wants_fragment():
        return redirect(url_for("chat.show", secret=secret, _anchor="now"), 303)
    return render_template("chat/turn.html", lines=lines, **context(here, secret, turn, last))


@blueprint.post("/chat/<secret>/language")
@access(Access.OWNER)
def language(secret: str) -> ResponseReturnValue:
    assessment = owned(secret)
    assessment.locale = LanguageForm().load(request.form)["locale"]
    db.session.commit()
    return redirect(url_for("chat.show", secret=secret, _anchor="now"), 303)


@blueprint.post("/chat/<secret>/link")
@access(Access.OWNER)
@limiter.limit("60/hour")
@limiter.limit("20/hour", key_func=lambda: request.path)
def mail_link(secret: str) -> ResponseReturnValue:
    """Mail the owner the link to this page. The address is shown once more, from the cookie and never from the URL."""
    assessment = owned(secret)
    typed = LinkForm().load(request.form)["address"]
    try:
        place = service.place(conversations.read(assessment))
        message = mail_requests.request_link(assessment, place, typed, assessment.locale, _now())
    except ValidationError:
        wrong = _("That is not a complete e-mail address. Check it, for example name@shop.nl.")
        return page(assessment, secret, wrong=wrong, typed=typed[:254]), 422
    except mail_requests.TooManyMails:
        wrong = _("This link has been mailed five times. Copy it instead.")
        return page(assessment, secret, wrong=wrong), 422
    db.session.commit()
    jobs.wake(message.id)
    if not embedded():
        flash(typed.strip(), "link")
    return redirect(url_for("chat.show", secret=secret, _anchor="now"), 303)


@blueprint.get("/erase/<secret>")
@access(Access.ERASE)
def ask_erase(secret: str) -> str:
    assessment = _found(service.of_eraser(secret))
    return render_template("chat/erase.html", secret=secret, owner=owner_token(assessment.owner_hash))


@blueprint.post("/erase/<secret>")
@access(Access.ERASE)
def erase(secret: str) -> str:
    """What is shown is all that remains: nothing is kept that points at the check."""
    proof = erasure.erase(_found(service.of_eraser(secret)), _now())
    db.session.commit()
    forget_owner()
    return render_template("chat/erased.html", proof=proof)


def owned(secret: str) -> Assessment:
    return _found(service.of_owner(secret))


def _found(assessment: Assessment | None) -> Assessment:
    if assessment is None:
        abort(404)
    locale.choose(assessment.locale)
    return assessment


def page(assessment: Assessment, secret: str, **again: object) -> str:
    """The whole page; `again` is what was wrong with what was sent, and that itself."""
    here = conversations.read(assessment)
    lines, turn = transcript.whole(here, handover_log.asides(assessment.id))
    last = handover_log.last(assessment.id, _now())
    result = url_for("results.show", secret=token(Access.RESULT, here.assessment))
    shown = {
        **context(here, secret, turn, last, "unreached" in again),
        "result": result,
        "away": service.away(here, _now()),
    }
    mail = outbox.last(assessment.id, MailKind.LINK) if turn.conversation.paused else None
    return render_template("chat/page.html", lines=lines, mail=mail, **again, **shown)


def _refused(secret: str, event: Event, text: Text) -> ResponseReturnValue:
    """Say what to do instead; what was typed stands in the form again."""
    return Response(page(owned(secret), secret, refusal=text, kept=event), status=422)


def _caught_up(secret: str, seq: int, sent: Event) -> ResponseReturnValue:
    """What was sent again because no reply came: the turn it made the first time, unless another tab was quicker."""
    here = conversations.read(owned(secret))
    if not service.was_taken(here, seq, sent, _now()):
        return _elsewhere(secret)
    lines, turn = transcript.since(here.questionnaire, here.events, seq)
    if turn.conversation.finished:
        return go(url_for("results.show", secret=token(Access.RESULT, here.assessment)))
    return render_template(
        "chat/turn.html", lines=lines, **context(here, secret, turn, handover_log.last(here.assessment, _now()))
    )


def _elsewhere(secret: str) -> ResponseReturnValue:
    """An old page: show where the conversation is now. Nothing is stored twice and nothing is lost."""
    return go(url_for("chat.show", secret=secret, moved=1, _anchor="now"))


def go(url: str) -> ResponseReturnValue:
    """A redirect; the script cannot see one, so it gets the address in a header."""
    return Response(status=204, headers={"X-Go": url}) if wants_fragment() else redirect(url, 303)


def wants_fragment() -> bool:
    return "X-Fragment" in request.headers


def _now() -> datetime:
    return datetime.now(UTC)
