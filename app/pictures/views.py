"""A screenshot beside an answer: added and erased by plain forms, shown to the owner of the check alone."""

from __future__ import annotations

from datetime import UTC, datetime

import structlog
from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from app import overlong, rendering
from app.extensions import db, limiter, reading
from app.models import Assessment, Picture
from app.models.pictures import MOST_BYTES
from app.pictures import service
from app.pictures.forms import PictureForm
from app.pictures.redrawing import TooManyPixels, Unreadable, redraw
from app.security import Access, access

blueprint = Blueprint("pictures", __name__)
log = structlog.get_logger()
DRAW_SECONDS = 10
# What the page then says, by the word in its address.
OUTCOMES = {
    TooManyPixels: "large",
    Unreadable: "unreadable",
    rendering.RenderFailed: "unreadable",
    service.Enough: "enough",
}


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    overlong.read_on(request.environ["wsgi.input"], request.content_length)
    return _back((request.view_args or {})["secret"], "large")


@blueprint.post("/chat/<secret>/picture")
@access(Access.OWNER)
@limiter.limit("100/hour")
def add(secret: str) -> ResponseReturnValue:
    # Nobody waits for the write lock while a picture is drawn.
    with reading():
        assessment = _owned(secret)
        # Only who owns the check may send more than fits in a form.
        request.max_content_length = MOST_BYTES
        question = PictureForm().load(request.form)["question"]
        if not service.asks(assessment, question):
            abort(400)
    sent = request.files.get("picture")
    outcome = _keep(secret, question, sent.read() if sent else b"")
    db.session.commit()
    return _back(secret, outcome)


@blueprint.get("/chat/<secret>/picture/<int(max=2147483647):number>")
@access(Access.OWNER)
def show(secret: str, number: int) -> Response:
    picture = _found(secret, number)
    headers = {"Content-Disposition": "inline", "Cache-Control": "private, no-store"}
    return Response(picture.body, mimetype=picture.media_type, headers=headers)


@blueprint.post("/chat/<secret>/picture/<int(max=2147483647):number>/erase")
@access(Access.OWNER)
def erase(secret: str, number: int) -> ResponseReturnValue:
    service.erase(_found(secret, number))
    db.session.commit()
    return _back(secret, "erased")


def _keep(secret: str, question: str, sent: bytes) -> str:
    """Draw a picture anew and keep it; gives how that went."""
    if not sent:
        return "missing"
    try:
        drawn = rendering.apart(DRAW_SECONDS, redraw, sent)
        service.add(_owned(secret, writing=True), question, drawn, datetime.now(UTC))
    except tuple(OUTCOMES) as refused:
        log.info("picture refused", reason=str(refused) or type(refused).__name__)
        return OUTCOMES[type(refused)]
    return "added"


def _owned(secret: str, writing: bool = False) -> Assessment:
    return service.of_owner(secret, writing) or abort(404)


def _found(secret: str, number: int) -> Picture:
    return service.find(secret, number) or abort(404)


def _back(secret: str, outcome: str) -> ResponseReturnValue:
    return redirect(url_for("chat.show", secret=secret, picture=outcome, _anchor="now"), 303)
