"""The conversation on the web: a form a question. The module script gets the same turn as a fragment."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import completion, locale
from app.chat import service, transcript
from app.chat.forms import BeginForm, LanguageForm, TurnForm
from app.extensions import db, limiter, reading
from app.models import Assessment
from app.security import Access, access, forget_owner, owner_token, remember_owner, token
from questionnaire import dialogue
from questionnaire.conversation import Event, Turn
from questionnaire.model import Text
from questionnaire.progress import progress
from questionnaire.reading import Refused

blueprint = Blueprint("chat", __name__)


@blueprint.post("/start")
@access(Access.PUBLIC)
@limiter.limit("600/hour")
def begin() -> ResponseReturnValue:
    form = BeginForm().load(request.form)
    _, owner = service.begin(form["mode"], form["locale"], _now())
    db.session.commit()
    remember_owner(owner)
    return redirect(url_for("chat.show", secret=owner), 303)


@blueprint.get("/chat/<secret>")
@access(Access.OWNER)
def show(secret: str) -> str:
    assessment = _owned(secret)
    return _page(assessment, secret)


@blueprint.post("/chat/<secret>")
@access(Access.OWNER)
def take(secret: str) -> ResponseReturnValue:
    with reading():
        assessment = _owned(secret)
        seq, event = TurnForm().load(request.form)
        here = service.read(assessment)
        event = service.understood(here, event)
    try:
        turn = service.take(here, seq, event, _now())
    except service.OutOfStep:
        db.session.rollback()
        return _elsewhere(secret)
    except Refused as refused:
        db.session.rollback()
        return _refused(secret, event, refused.text)
    if turn.conversation.finished:
        completion.complete(here.assessment, here.questionnaire, turn.conversation.answers, _now())
    db.session.commit()
    remember_owner(secret)
    if turn.conversation.finished:
        return _go(url_for("results.show", secret=token(Access.RESULT, here.assessment)))
    if not _wants_fragment():
        return redirect(url_for("chat.show", secret=secret, _anchor="now"), 303)
    lines = transcript.of_turn(here.questionnaire, here.conversation, event, turn)
    return render_template("chat/turn.html", lines=lines, **_context(here, secret, turn, seq + 1))


@blueprint.post("/chat/<secret>/language")
@access(Access.OWNER)
def language(secret: str) -> ResponseReturnValue:
    assessment = _owned(secret)
    assessment.locale = LanguageForm().load(request.form)["locale"]
    db.session.commit()
    return redirect(url_for("chat.show", secret=secret, _anchor="now"), 303)


@blueprint.get("/erase/<secret>")
@access(Access.ERASE)
def ask_erase(secret: str) -> str:
    assessment = _found(service.of_eraser(secret))
    return render_template("chat/erase.html", secret=secret, owner=owner_token(assessment.owner_hash))


@blueprint.post("/erase/<secret>")
@access(Access.ERASE)
def erase(secret: str) -> str:
    service.erase(_found(service.of_eraser(secret)))
    db.session.commit()
    forget_owner()
    return render_template("chat/erased.html")


def _owned(secret: str) -> Assessment:
    return _found(service.of_owner(secret))


def _found(assessment: Assessment | None) -> Assessment:
    if assessment is None:
        abort(404)
    locale.choose(assessment.locale)
    return assessment


def _page(assessment: Assessment, secret: str, refusal: Text | None = None, kept: Event | None = None) -> str:
    here = service.read(assessment)
    lines, turn = transcript.whole(here.questionnaire, here.events)
    links = {
        "result": url_for("results.show", secret=token(Access.RESULT, here.assessment)),
        "erase": url_for("chat.ask_erase", secret=token(Access.ERASE, here.assessment)),
    }
    context = {**_context(here, secret, turn, len(here.events)), **links}
    return render_template("chat/page.html", lines=lines, refusal=refusal, kept=kept, **context)


def _context(here: service.Dialogue, secret: str, turn: Turn, seq: int) -> dict[str, object]:
    """What both the page and the fragment need."""
    answers = turn.conversation.answers
    return {
        "secret": secret,
        "seq": seq,
        "questionnaire": here.questionnaire,
        "conversation": turn.conversation,
        "question": dialogue.shown(turn.conversation, turn.question) if turn.question else None,
        "given": answers.get(turn.question.id) if turn.question else None,
        "progress": progress(here.questionnaire, answers),
    }


def _refused(secret: str, event: Event, text: Text) -> ResponseReturnValue:
    """Say what to do instead; what was typed stands in the form again."""
    page = _page(_owned(secret), secret, refusal=text, kept=event)
    return Response(page, status=422)


def _elsewhere(secret: str) -> ResponseReturnValue:
    """An old page: show where the conversation is now. Nothing is stored twice and nothing is lost."""
    return _go(url_for("chat.show", secret=secret, moved=1, _anchor="now"))


def _go(url: str) -> ResponseReturnValue:
    """A redirect; the script cannot see one, so it gets the address in a header."""
    return Response(status=204, headers={"X-Go": url}) if _wants_fragment() else redirect(url, 303)


def _wants_fragment() -> bool:
    return "X-Fragment" in request.headers


def _now() -> datetime:
    return datetime.now(UTC)
